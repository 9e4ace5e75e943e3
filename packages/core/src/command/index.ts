/** For plugins that bring commands of their own. */
export { type Ending, executeExperiment, stopped } from './ending.js'
export { type ExperimentCommandOptions, experimentCommand } from './experiment-command.js'
export { deviceFlag, PhdCommand, runsFlag, seedFlag, stopSignal } from './phd-command.js'
export { formatTable } from './table.js'
