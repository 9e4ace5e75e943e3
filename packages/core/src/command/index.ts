/** For plugins that bring commands of their own. */
export { type ExperimentCommandOptions, experimentCommand, stopped } from './experiment-command.js'
export { deviceFlag, PhdCommand, runsFlag, seedFlag, stopSignal } from './phd-command.js'
export { formatTable } from './table.js'
