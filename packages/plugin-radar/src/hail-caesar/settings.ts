/** The settings of a HAIL-CAESAR run that this program uses, by the field's names and with units. */
export interface HailCaesarSettings {
  /** `mannings_n`, s/m^(1/3). */
  manning: number
  /** `courant_number`. */
  courant: number
  /** `froude_num_limit`: bound of |v| / sqrt(g h). */
  froudeLimit: number
  /** `hflow_threshold`: no flow through a face with less water above its sill. */
  minimumFlowDepthMetres: number
  /** `slope_on_edge_cell`. */
  edgeSlope: number
  /** `water_depth_erosion_threshold`: water above it leaves the outer rows and columns in every step. */
  edgeDepthMetres: number
  /** `erode_limit`: the most water that a cell takes in a step. */
  maximumInputMetres: number
  /** `min_time_step` and `max_time_step`. */
  minimumStepSeconds: number
  maximumStepSeconds: number
  /** `topmodel_m_value`: the store's recession parameter. */
  topmodelMetres: number
  /** `min_q_for_depth_calc` and `max_q_for_depth_calc`, m3/s: a cell between them takes its zone's runoff. */
  minimumInputDischarge: number
  maximumInputDischarge: number
  /** `rain_data_time_step`. */
  rainStepMinutes: number
  /** `cells` is `spatially_complex_rainfall_on`: each inner cell has a store of its own. `zones` feeds the input points. */
  runoff: 'zones' | 'cells'
  /** `max_run_duration`, which HAIL-CAESAR takes in hours. */
  durationMinutes: number
  /** `timeseries_save_interval`. */
  seriesMinutes: number
  /** `raster_output_interval`. */
  rasterMinutes: number
}

/** HAIL-CAESAR's own values where a parameter file leaves a key out. */
export const hailCaesarDefaults: HailCaesarSettings = {
  manning: 0.04,
  courant: 0.7,
  froudeLimit: 0.8,
  minimumFlowDepthMetres: 1e-5,
  edgeSlope: 0.001,
  edgeDepthMetres: 0.01,
  maximumInputMetres: 0.02,
  minimumStepSeconds: 0,
  maximumStepSeconds: 300,
  topmodelMetres: 0.005,
  minimumInputDischarge: 0.01,
  maximumInputDischarge: 1000,
  rainStepMinutes: 60,
  runoff: 'zones',
  durationMinutes: 60,
  seriesMinutes: 60,
  rasterMinutes: 60,
}
