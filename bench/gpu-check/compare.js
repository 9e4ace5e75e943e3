// When two results agree: the measures and the judgement, without any device.

/**
 * The largest difference of two arrays relative to the largest number of the reference (so that a small number beside large
 * ones, all rounding, does not count). Infinite where lengths differ or a number of either is none.
 */
export function relativeError(result, reference) {
  if (result.length !== reference.length) return Number.POSITIVE_INFINITY
  let difference = 0
  let scale = 0
  for (let i = 0; i < reference.length; i++) {
    if (!Number.isFinite(result[i]) || !Number.isFinite(reference[i])) return Number.POSITIVE_INFINITY
    difference = Math.max(difference, Math.abs(result[i] - reference[i]))
    scale = Math.max(scale, Math.abs(reference[i]))
  }
  return difference === 0 ? 0 : difference / (scale || 1)
}

/** The worst of several outputs `[{name, shape, values}]`: its error and its name. */
export function worstOutput(result, reference) {
  if (result.length !== reference.length) return { error: Number.POSITIVE_INFINITY, output: `${result.length} outputs instead of ${reference.length}` }
  const errors = reference.map(({ name, shape, values }, i) => ({
    error: String(result[i].shape) === String(shape) ? relativeError(result[i].values, values) : Number.POSITIVE_INFINITY,
    output: name,
  }))
  return errors.reduce((worst, each) => (each.error > worst.error ? each : worst))
}

/** How far a net may be from its reference: this many times what moving its weights by their last bit does to it. */
const sensitivityFactor = 10

/**
 * Losses of a variant beside those of the reference. At step k they may differ by `tolerance` of the reference, or, where the
 * net itself amplifies rounding more, by ten times the largest difference up to k that weights moved in their last bit
 * make (`moved`). The first steps are strict thereby, whatever the net does later.
 */
export function compareLosses(losses, reference, moved, tolerance) {
  if (losses.length !== reference.length) return { agrees: false, error: Number.POSITIVE_INFINITY, allowed: tolerance, step: losses.length }
  let sensitivity = 0
  let worst = { agrees: true, error: 0, allowed: tolerance, step: 0 }
  for (const [k, expected] of reference.entries()) {
    const difference = (value) => (Number.isFinite(value) ? Math.abs(value - expected) / Math.abs(expected) : Number.POSITIVE_INFINITY)
    const own = difference(moved?.[k] ?? expected)
    if (Number.isFinite(own)) sensitivity = Math.max(sensitivity, own)
    const allowed = Math.max(tolerance, sensitivityFactor * sensitivity)
    const error = difference(losses[k])
    const here = { agrees: error <= allowed, error, allowed, step: k + 1 }
    if (k === 0 || error / allowed > worst.error / worst.allowed) worst = here
  }
  return worst
}
