/** The analysis of posts: groups that may be shown, and what they say together. */
export { type Correlation, correlate } from './correlate.js'
export type { Analysis } from './experiment.js'
export { type GateRow, gate, type Shown } from './gate.js'
export type { Group, Replies } from './group.js'
