/** Steps of tfjs code as TensorFlow functions. */
export { type Compiled, type CompileOptions, type CompileStats, compile } from './compile.js'
export type { Step } from './trace.js'
