/**
 * @phd/plugin-social: posts during floods into evidence.
 */
export * from './analyse/index.js'
export * from './posts/index.js'
export * from './predict/index.js'
export * from './sentiment/index.js'
