/** The largest size of the running text at which a layout fits. */
import type { FontMetrics } from '../text/index.js'
import type { Theme } from '../themes/index.js'
import type { Page } from './page.js'

/** What a poster style is given. */
export interface LayoutTools {
  metrics: FontMetrics
  theme: Theme
}

const largestBodyToFloor = 2
const smallestBodyToFloor = 1.08

/** No text is nearer to the edge; on A0 25 mm. */
export function marginOf({ widthMm, heightMm }: Page): number {
  return Math.max(10, Math.min(widthMm, heightMm) * 0.03)
}

export function smallestBody({ floorPt }: Page): number {
  return Math.ceil(floorPt * smallestBodyToFloor)
}

/** By halving whole points: what fits at one size is taken to fit at all smaller ones. */
export function largestFit<T>(page: Page, fit: (bodyPt: number) => T | undefined, largestToFloor = largestBodyToFloor): T | undefined {
  let [low, high] = [smallestBody(page), Math.round(page.floorPt * largestToFloor)]
  let best = fit(low)
  if (best === undefined) return undefined
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const found = fit(middle)
    if (found === undefined) high = middle - 1
    else {
      low = middle
      best = found
    }
  }
  return best
}
