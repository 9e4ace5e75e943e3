/**
 * The exact confusion matrix of two classes, dry (0) and wet (1): `counts[truth][predicted]` in cells.
 *
 * Counts are integers below 2^53 and are added over all samples of a split before any score is taken: a mean of scores
 * by batch is another number.
 */
export type Confusion2x2 = [[number, number], [number, number]]

export function emptyConfusion(): Confusion2x2 {
  return [
    [0, 0],
    [0, 0],
  ]
}

/** Add cells to `counts`. `truth` and `predicted` hold 0 or 1 and have one length. */
export function addCells(counts: Confusion2x2, truth: ArrayLike<number>, predicted: ArrayLike<number>): void {
  let wetWet = 0
  let wetTruth = 0
  let wetPredicted = 0
  for (let i = 0; i < truth.length; i++) {
    wetTruth += truth[i]
    wetPredicted += predicted[i]
    wetWet += truth[i] & predicted[i]
  }
  counts[1][1] += wetWet
  counts[1][0] += wetTruth - wetWet
  counts[0][1] += wetPredicted - wetWet
  counts[0][0] += truth.length - wetTruth - wetPredicted + wetWet
}

/** 1 where the depth reaches the threshold, else 0. Metres. */
export function wetMask(depthMetres: ArrayLike<number>, thresholdMetres: number): Uint8Array {
  const mask = new Uint8Array(depthMetres.length)
  for (let i = 0; i < mask.length; i++) mask[i] = depthMetres[i] >= thresholdMetres ? 1 : 0
  return mask
}
