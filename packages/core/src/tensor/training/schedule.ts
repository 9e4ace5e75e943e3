/** Learning rates by the share of training done. */

/** Rises linearly over the first `warmUp` share, then falls along half a cosine to `floor` of the rate (Loshchilov and Hutter 2017). */
export function cosineSchedule(rate: number, { warmUp = 0.05, floor = 0.01 } = {}): (done: number) => number {
  return (done) => {
    if (done < warmUp) return rate * ((done + 1e-3) / (warmUp + 1e-3))
    const fall = (done - warmUp) / (1 - warmUp)
    return rate * (floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * fall)))
  }
}

export function constantSchedule(rate: number): (done: number) => number {
  return () => rate
}
