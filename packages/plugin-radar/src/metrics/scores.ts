/** Scores of a confusion matrix. */
import type { Confusion2x2 } from './confusion.js'

/**
 * Each in [0, 1]; null where it is 0/0: no truth of the class for `sensitivity` and `specificity`, neither truth nor
 * prediction of the class for its IoU. `dice` and `csi` are those of the wet class; `csi` equals `iouWet` (Jaccard 1912,
 * Donaldson 1975). `meanIou` is the mean of the IoUs that are defined.
 */
export interface Scores {
  accuracy: number | null
  iouDry: number | null
  iouWet: number | null
  meanIou: number | null
  dice: number | null
  sensitivity: number | null
  specificity: number | null
  csi: number | null
}

export function scores([[dryDry, dryWet], [wetDry, wetWet]]: Confusion2x2): Scores {
  const iouDry = ratio(dryDry, dryDry + dryWet + wetDry)
  const iouWet = ratio(wetWet, wetWet + dryWet + wetDry)
  const defined = [iouDry, iouWet].filter((iou) => iou !== null)
  return {
    accuracy: ratio(dryDry + wetWet, dryDry + dryWet + wetDry + wetWet),
    iouDry,
    iouWet,
    meanIou: defined.length ? defined.reduce((sum, iou) => sum + iou, 0) / defined.length : null,
    dice: ratio(2 * wetWet, 2 * wetWet + dryWet + wetDry),
    sensitivity: ratio(wetWet, wetWet + wetDry),
    specificity: ratio(dryDry, dryDry + dryWet),
    csi: iouWet,
  }
}

/** The share of cells that are wet in truth; null without cells. */
export function wetShare([[dryDry, dryWet], [wetDry, wetWet]]: Confusion2x2): number | null {
  return ratio(wetDry + wetWet, dryDry + dryWet + wetDry + wetWet)
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
