export { checkResult } from './check.js'
export { listResults, readResult, writeResult } from './files.js'
export { type JsonSchema, resultSchemas } from './schemas.js'
export type { Axis, Calibration, Confusion, Curves, Embedding, Geo, Images, Palette, Raster, Result, Shapes, Table, Topics, Vectors } from './shapes.js'
