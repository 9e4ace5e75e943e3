export { type FlagsByName, inputSchema, kebab, paramFlags, paramsFromFlags } from './flags.js'
export { validate } from './validate.js'
