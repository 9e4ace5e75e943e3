/**
 * A JSON Schema (draft 2020-12) for each shape of result, as `results/NAME.json` has it.
 *
 * `data` of a raster or of vectors lies beside it as float32 and is no part of the JSON. Where a number may be missing (NaN) it is
 * written as null. What a schema cannot say (equal lengths, sizes) `checkResult` says.
 */
import type { Shapes } from './shapes.js'

/** The part of JSON Schema that the shapes use. */
export interface JsonSchema {
  $schema?: string
  type?: string | string[]
  const?: string
  enum?: string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  minItems?: number
  minLength?: number
  minimum?: number
  maximum?: number
}

const text: JsonSchema = { type: 'string' }
const name: JsonSchema = { type: 'string', minLength: 1 }
const finite: JsonSchema = { type: 'number' }
const gap: JsonSchema = { type: ['number', 'null'] }
const share: JsonSchema = { type: 'number', minimum: 0, maximum: 1 }
const count: JsonSchema = { type: 'integer', minimum: 0 }
const sharing: JsonSchema = { enum: ['open', 'restricted', 'personal'] }
const list = (items: JsonSchema, minItems = 0): JsonSchema => ({ type: 'array', items, ...(minItems ? { minItems } : {}) })

/** An object of exactly these properties; names ending in `?` may be left out. */
function object(fields: Record<string, JsonSchema>): JsonSchema {
  const properties = Object.fromEntries(Object.entries(fields).map(([key, schema]) => [key.replace('?', ''), schema]))
  return { type: 'object', properties, required: Object.keys(fields).filter((key) => !key.endsWith('?')), additionalProperties: false }
}

function shape(of: keyof Shapes, fields: Record<string, JsonSchema>): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...object({ shape: { const: of }, title: name, 'about?': text, 'sharing?': sharing, ...fields }),
  }
}

const axis = object({ label: name, 'unit?': text })
const point = { x: finite, y: finite }
const palette: JsonSchema = { enum: ['rain', 'terrain', 'water', 'probability', 'error', 'mask'] }

export const resultSchemas: Record<keyof Shapes, JsonSchema> = {
  curves: shape('curves', {
    x: axis,
    y: axis,
    series: list(object({ name, x: list(finite), y: list(gap), 'low?': list(gap), 'high?': list(gap) }), 1),
    'references?': list(object({ name, y: finite })),
  }),
  table: shape('table', {
    columns: list(object({ key: name, label: text, 'unit?': text, 'digits?': count }), 1),
    rows: list({ type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } }),
  }),
  confusion: shape('confusion', { classes: list(name, 1), counts: list(list(count), 1) }),
  embedding: shape('embedding', { points: list(object({ ...point, 'label?': text })), 'control?': list(object(point)) }),
  vectors: shape('vectors', { rows: count, columns: list(name, 1), 'labels?': list(text) }),
  raster: shape('raster', {
    height: { type: 'integer', minimum: 1 },
    width: { type: 'integer', minimum: 1 },
    'cellMetres?': { type: 'number', minimum: 0 },
    panels: list(object({ name, 'unit?': text, palette, 'group?': text, 'low?': finite, 'high?': finite }), 1),
  }),
  topics: shape('topics', {
    topics: list(object({ name, words: list(object({ word: name, weight: finite })), 'share?': share })),
  }),
  geo: shape('geo', {
    places: list(
      object({
        name,
        longitude: { type: 'number', minimum: -180, maximum: 180 },
        latitude: { type: 'number', minimum: -90, maximum: 90 },
        n: count,
        'value?': gap,
      }),
    ),
  }),
  images: shape('images', { images: list(object({ file: name, alt: name, 'label?': text }), 1) }),
  calibration: shape('calibration', { bins: list(object({ forecast: share, observed: share, n: count })) }),
}
