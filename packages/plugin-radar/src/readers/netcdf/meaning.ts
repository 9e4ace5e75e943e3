/** What a variable is, by its CF standard name, else by its name and units. */
import type { Quantity } from '../../raster/index.js'
import { type Attributes, textAttribute } from './file.js'
import { lengthUnits, rainUnits } from './units.js'

const rain = /rainfall|precipitation|precip|\brain/i
const rainNames = /^(rr|rrate|pr|tp|precip.*|rain.*|.*rain_?rate|.*precip.*|acrr|rate)$/i
const terrainStandard =
  /^(surface_altitude|ground_level_altitude|altitude|height_above_(mean_sea_level|reference_ellipsoid|geopotential_datum)|bedrock_altitude|geoid_height_above_reference_ellipsoid)$/
const terrainNames = /^(elev.*|dem|dtm|dsm|topo.*|orog.*|terrain.*|altitude|height|hgt|z)$/i
const depthNames = /^(water_?depth|flood_?depth|depth|inundation.*)$/i

/** `quantity` by our own stores and by the user. */
export function quantityOf(name: string, attributes: Attributes, asked?: Quantity): Quantity {
  const units = textAttribute(attributes, 'units') ?? ''
  const standard = textAttribute(attributes, 'standard_name') ?? ''
  const own = asked ?? textAttribute(attributes, 'quantity')
  const isRain =
    own === 'rain_rate' ||
    (own === undefined && (rain.test(standard) || (standard === '' && (rainNames.test(name) || rain.test(textAttribute(attributes, 'long_name') ?? '')))))
  if (isRain && rainUnits(units)) return 'rain_rate'
  if (lengthUnits(units) === undefined) return 'other'
  if (own === 'elevation' || own === 'water_depth') return own
  if (terrainStandard.test(standard) || (standard === '' && terrainNames.test(name))) return 'elevation'
  return standard === 'flood_water_thickness' || (standard === '' && depthNames.test(name)) ? 'water_depth' : 'other'
}
