export { type LoadedRun, letterOf, loadRun, loadRuns } from '../source/runs.js'
