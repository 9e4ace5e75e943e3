/** Parameters of a file into the settings of the model; what the model does not do is refused or told. */
import { PhdError } from '@phd/core'
import type { ParamsFile } from './params-file.js'
import { type HailCaesarSettings, hailCaesarDefaults } from './settings.js'

const numbers = {
  mannings_n: 'manning',
  courant_number: 'courant',
  froude_num_limit: 'froudeLimit',
  hflow_threshold: 'minimumFlowDepthMetres',
  slope_on_edge_cell: 'edgeSlope',
  water_depth_erosion_threshold: 'edgeDepthMetres',
  erode_limit: 'maximumInputMetres',
  min_time_step: 'minimumStepSeconds',
  max_time_step: 'maximumStepSeconds',
  topmodel_m_value: 'topmodelMetres',
  min_q_for_depth_calc: 'minimumInputDischarge',
  max_q_for_depth_calc: 'maximumInputDischarge',
  rain_data_time_step: 'rainStepMinutes',
  timeseries_save_interval: 'seriesMinutes',
  raster_output_interval: 'rasterMinutes',
} as const satisfies Record<string, keyof HailCaesarSettings>

const mayBeZero = new Set(['min_time_step', 'hflow_threshold', 'slope_on_edge_cell', 'water_depth_erosion_threshold', 'min_q_for_depth_calc'])

/** What else the model looks at. */
const used = [
  'read_path',
  'read_fname',
  'dem_read_extension',
  'rainfall_data_file',
  'hydroindex_file',
  'spatial_var_rain',
  'num_unique_rain_cells',
  'spatially_complex_rainfall_on',
  'max_run_duration',
]

/** Known, and of no effect on water: sediment, slopes, files that are not written, and what the program itself never did. */
const withoutEffect =
  /^(write_|dem_write_|waterdepth_|elevdiff_|grain|raingrid_|debug_|memory_limit|transport_law|max_tau|active_layer|chann_lateral|suspended_|read_in_grain|bedrock_|lateral_|edge_smoothing|downstream_cell|interpolation_method|generate_artificial|veg|grass_|creep_|slope_failure|soil_|call_muddpile|hydro_model_only$|rainfall_data_on$|run_time_start$|evaporation_rate$|in_out_difference$|groundwater_)/

const refused: { key: string; when: (value: string) => boolean; what: string }[] = [
  { key: 'hydro_model_only', when: (value) => value !== 'yes', what: 'erosion and sediment are not simulated; say hydro_model_only: yes' },
  { key: 'rainfall_data_on', when: (value) => value !== 'yes', what: 'runs without rain are not simulated' },
  { key: 'run_time_start', when: (value) => Number(value) !== 0, what: 'a run begins at 0; phd goes on from its own checkpoints' },
  { key: 'in_out_difference', when: (value) => Number(value) !== 0, what: 'the tolerance of inflow and outflow is not simulated' },
  { key: 'evaporation_rate', when: (value) => Number(value) !== 0, what: 'HAIL-CAESAR itself does not evaporate' },
  { key: 'groundwater_on', when: (value) => value === 'yes', what: 'ground water is not simulated' },
  { key: 'spatially_var_mannings', when: (value) => value === 'yes', what: "one Manning's n holds everywhere" },
  { key: 'dem_read_extension', when: (value) => value !== 'asc', what: 'terrain is read from .asc' },
]

/** Numbers that have no effect on water, or only one value. */
const otherNumbers = ['max_run_duration', 'num_unique_rain_cells', 'run_time_start', 'in_out_difference', 'evaporation_rate', 'memory_limit']

export function isKnownKey(key: string): boolean {
  return key in numbers || used.includes(key) || withoutEffect.test(key) || refused.some((rule) => rule.key === key)
}

/** What a value of `key` must be, where `text` is not that; any text is a value of a key that holds no number. */
export function numberWanted(key: string, text: string): string | undefined {
  if (!(key in numbers) && !otherNumbers.includes(key)) return undefined
  const value = Number(text)
  const zero = mayBeZero.has(key) || !(key in numbers || used.includes(key))
  return Number.isFinite(value) && (zero ? value >= 0 : value > 0) ? undefined : numberName(zero)
}

export interface ParamsSettings {
  settings: HailCaesarSettings
  zones: number
  /** The rain differs by zone of the hydroindex. */
  spatial: boolean
  /** Keys that this program does not know. */
  unknown: string[]
}

/** RADAR_PARAMS for a value that is none, or that the model does not do. */
export function paramsSettings({ path, values, keys }: ParamsFile): ParamsSettings {
  for (const { key, when, what } of refused) {
    const value = values.get(key)
    if (value !== undefined && when(value.toLowerCase())) throw wrong(path, key, what, value)
  }
  const settings = { ...hailCaesarDefaults }
  for (const [key, name] of Object.entries(numbers)) {
    const value = values.get(key)
    if (value !== undefined) settings[name] = numberOf(path, key, value, mayBeZero.has(key))
  }
  const hours = values.get('max_run_duration')
  if (hours === undefined) throw wrong(path, 'max_run_duration', 'the hours to simulate', 'no such line')
  settings.durationMinutes = 60 * numberOf(path, 'max_run_duration', hours, false)
  const complex = yes(path, values, 'spatially_complex_rainfall_on')
  settings.runoff = complex ? 'cells' : 'zones'
  const spatial = yes(path, values, 'spatial_var_rain')
  const zones = spatial ? numberOf(path, 'num_unique_rain_cells', values.get('num_unique_rain_cells') ?? '1', false) : 1
  if (!Number.isInteger(zones)) throw wrong(path, 'num_unique_rain_cells', 'a whole number', String(zones))
  const unknown = keys.filter((key) => !isKnownKey(key))
  return { settings, zones, spatial, unknown }
}

function yes(path: string, values: Map<string, string>, key: string): boolean {
  const value = values.get(key)?.toLowerCase() ?? 'no'
  if (value !== 'yes' && value !== 'no') throw wrong(path, key, 'yes or no', value)
  return value === 'yes'
}

function numberOf(path: string, key: string, text: string, zero: boolean): number {
  const value = Number(text)
  if (!(Number.isFinite(value) && (zero ? value >= 0 : value > 0))) throw wrong(path, key, numberName(zero), text)
  return value
}

function numberName(zero: boolean): string {
  return zero ? 'a number of at least 0' : 'a number above 0'
}

function wrong(path: string, key: string, expected: string, received: string): PhdError {
  return new PhdError('RADAR_PARAMS', `${key} in ${path} is not what phd can simulate.`, { expected, received })
}
