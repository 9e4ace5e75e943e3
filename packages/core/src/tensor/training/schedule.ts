/**
 * Learning rates by the share of training done, 0 to 1: pure functions, so a run that is taken up goes on where it was,
 * and more epochs stretch the same curve.
 */

export type Schedule = (done: number) => number

export function constantSchedule(rate: number): Schedule {
  return () => rate
}

/** Rises linearly over the first `warmUp` share, then falls along half a cosine to `floor` of the rate (Loshchilov and Hutter 2017). */
export function cosineSchedule(rate: number, { warmUp = 0.05, floor = 0.01 } = {}): Schedule {
  return warmUpSchedule(warmUp, (fall) => rate * (floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * fall))))
}

/** Falls by the same factor in equal times, to `floor` of the rate. */
export function exponentialSchedule(rate: number, { floor = 0.01 } = {}): Schedule {
  return (done) => rate * floor ** done
}

/** Falls to `floor` of the rate as (1 - done) ** power: a line for 1; 0.9 is usual in segmentation (Chen et al. 2017). */
export function polynomialSchedule(rate: number, { power = 1, floor = 0 } = {}): Schedule {
  return (done) => rate * (floor + (1 - floor) * (1 - done) ** power)
}

/** The rate times `factor` once more from each of the shares `at` on. */
export function stepSchedule(rate: number, { at, factor = 0.1 }: { at: number[]; factor?: number }): Schedule {
  return (done) => rate * factor ** at.filter((share) => done >= share).length
}

/** Rises linearly over the first `share` to where `then` begins, which has the rest of the time. */
export function warmUpSchedule(share: number, then: Schedule): Schedule {
  return (done) => (done < share ? then(0) * ((done + 1e-3) / (share + 1e-3)) : then((done - share) / (1 - share)))
}
