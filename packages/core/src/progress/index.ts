export { duration, type Progress, progressLine, silentProgress, streamProgress } from './progress.js'
