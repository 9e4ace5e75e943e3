/**
 * @phd/plugin-social: posts during floods into evidence.
 */
export * from './sentiment/index.js'
