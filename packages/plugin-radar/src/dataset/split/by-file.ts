/** Files at random, as in the published system. */
import { drawSides } from './draw.js'
import type { SplitOptions, SplitPlan } from './plan.js'

export function byFile({ seed, validateShare, testShare }: SplitOptions): SplitPlan {
  let drawn: ReturnType<typeof drawSides> = []
  return {
    by: 'file',
    splitOf: () => 'train',
    ofFile(file, files) {
      if (drawn.length !== files) drawn = drawSides(files, seed, 'validation files', validateShare, testShare)
      return drawn[file]
    },
    note: `Validation holds out files drawn with seed ${seed}, as the published system does: neighbours in time lie on both sides.`,
  }
}
