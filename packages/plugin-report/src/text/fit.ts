/** The largest font size at which a text keeps to a width and a number of lines. */
import type { FontMetrics, Weight } from './fonts.js'
import { wrap } from './wrap.js'

export interface FitRequest {
  widthPt: number
  maxLines: number
  minPt: number
  maxPt: number
  weight?: Weight
}

/** Tried from `maxPt` down by whole points; undefined where even `minPt` takes too many lines. */
export function fitSize(text: string, { widthPt, maxLines, minPt, maxPt, weight }: FitRequest, metrics: FontMetrics): number | undefined {
  for (let sizePt = Math.floor(maxPt); sizePt >= minPt; sizePt--) {
    if (wrap(text, widthPt / sizePt, metrics, weight).length <= maxLines) return sizePt
  }
  return undefined
}
