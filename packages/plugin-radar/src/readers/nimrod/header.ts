/** The 512 bytes before a field: every value by its name in the Met Office's description of the format (release 2.6). */

export const missing = -32767

export interface NimrodHeader {
  ints: Record<string, number>
  reals: Record<string, number>
  units: string
  source: string
  title: string
}

const generalInts = [
  'valid_year valid_month valid_day valid_hour valid_minute valid_second data_year data_month data_day data_hour data_minute',
  'data_type data_bytes experiment grid_type rows columns header_release field_code vertical_type reference_vertical_type',
  'specific_reals specific_ints origin missing_int period_minutes model_levels ellipsoid ensemble_member origin_model time_averaging',
]
const generalReals = [
  'vertical reference_vertical first_row row_interval first_column column_interval missing_real scale offset x_offset y_offset',
  'true_origin_latitude true_origin_longitude true_origin_easting true_origin_northing meridian_scale threshold',
]
const specificReals = [
  'top_left_northing top_left_easting top_right_northing top_right_easting bottom_right_northing bottom_right_easting',
  'bottom_left_northing bottom_left_easting satellite_calibration space_count ducting_index elevation_angle',
  'neighbourhood_km radius_km filter_alpha fuzzy_threshold fuzzy_duration',
]
const specificInts = [
  'radar_number radar_sites more_radar_sites clutter_map calibration bright_band_height bright_band_intensity',
  'bright_band_test_1 bright_band_test_2 infill stop_elevation',
]
const laterInts: Record<number, string> = { 33: 'sensor', 34: 'meteosat', 35: 'alphas', 51: 'period_seconds' }

const names = (lines: string[], prefix: string, count: number, later: Record<number, string> = {}) => {
  const named = lines.join(' ').split(' ')
  return Array.from({ length: count }, (_, at) => named[at] ?? later[at + 1] ?? `${prefix}_${at + 1}`)
}

/** In the order of the file: 31 int16, 28 float32, 45 float32, 8 + 24 + 24 characters, 51 int16, all big-endian. */
export const layout = {
  generalInts: names(generalInts, 'general_int', 31),
  generalReals: names(generalReals, 'general_real', 28),
  specificReals: names(specificReals, 'specific_real', 45),
  specificInts: names(specificInts, 'specific_int', 51, laterInts),
}

/** From the first byte after the record marker. */
export function parseHeader(view: DataView, start: number): NimrodHeader {
  const header: NimrodHeader = { ints: {}, reals: {}, units: '', source: '', title: '' }
  let at = start
  const text = (length: number) => {
    let characters = ''
    for (let end = at + length; at < end; at++) characters += String.fromCharCode(view.getUint8(at))
    return characters.replaceAll('\0', ' ').trim()
  }
  for (const name of layout.generalInts) {
    header.ints[name] = view.getInt16(at)
    at += 2
  }
  for (const name of [...layout.generalReals, ...layout.specificReals]) {
    header.reals[name] = view.getFloat32(at)
    at += 4
  }
  header.units = text(8)
  header.source = text(24)
  header.title = text(24)
  for (const name of layout.specificInts) {
    header.ints[name] = view.getInt16(at)
    at += 2
  }
  return header
}

/** Everything that is set, for a frame's attributes. */
export function headerAttributes({ ints, reals, units, source, title }: NimrodHeader): Record<string, string | number> {
  const all: Record<string, string | number> = { title, source, units }
  for (const [name, value] of [...Object.entries(ints), ...Object.entries(reals)]) if (value !== missing && Number.isFinite(value)) all[name] = value
  return all
}
