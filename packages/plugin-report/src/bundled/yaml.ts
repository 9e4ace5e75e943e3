/** Settings, venues and calendars, with the line of each node. */

export type { ParsedNode, YAMLMap } from 'yaml'
export { Document, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, stringify, visit } from 'yaml'
