/** Training: the loop and its learning-rate schedules. */
export { type Fit, fit } from './fit.js'
export { constantSchedule, cosineSchedule } from './schedule.js'
