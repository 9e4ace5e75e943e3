/** Predictions for whole files of posts. */
export { type PredictOptions, predictFile } from './predict.js'
