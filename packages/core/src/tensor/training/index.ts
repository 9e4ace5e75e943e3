/** Training: the loop and its learning-rate schedules. */
export { type Fit, fit } from './fit.js'
export { constantSchedule, cosineSchedule, exponentialSchedule, polynomialSchedule, type Schedule, stepSchedule, warmUpSchedule } from './schedule.js'
