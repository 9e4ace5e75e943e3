/** How good a map of wet and dry cells is: one exact confusion matrix, and the scores taken from it. */
export { addCells, type Confusion2x2, emptyConfusion, wetMask } from './confusion.js'
export { type Scores, scores, wetShare } from './scores.js'
