/** Which source cells make up each target cell, and by how much: computed once, applied to every frame; 12 bytes a target cell and more. */

/** Compressed rows: target cell i takes `source[k]` by `weight[k]` for k in starts[i] .. starts[i + 1]. The weights of a cell sum to the share of it that the source covers. */
export interface Weights {
  starts: Uint32Array
  source: Uint32Array
  weight: Float32Array
}

/** Least share of the weight that must have a value. */
export const leastShare = 0.5

/** (y, x) on the target. Missing cells drop out; the result is missing where less than `least` of the weight is left. */
export function applyWeights({ starts, source, weight }: Weights, values: Float32Array, least = leastShare): Float32Array {
  const cells = starts.length - 1
  const out = new Float32Array(cells)
  for (let cell = 0; cell < cells; cell++) {
    let sum = 0
    let share = 0
    for (let k = starts[cell]; k < starts[cell + 1]; k++) {
      const value = values[source[k]]
      if (Number.isNaN(value)) continue
      sum += weight[k] * value
      share += weight[k]
    }
    out[cell] = share > 0 && share >= least - 1e-6 ? sum / share : Number.NaN
  }
  return out
}

/** Collects weights, target cell by target cell. */
export function weightsBuilder(cells: number) {
  const starts = new Uint32Array(cells + 1)
  let source = new Uint32Array(cells)
  let weight = new Float32Array(cells)
  let used = 0
  let cell = 0
  return {
    add(index: number, share: number): void {
      if (used === source.length) {
        const longer = new Uint32Array(2 * used + 16)
        longer.set(source)
        source = longer
        const heavier = new Float32Array(2 * used + 16)
        heavier.set(weight)
        weight = heavier
      }
      source[used] = index
      weight[used++] = share
    },
    /** The next target cell. */
    next(): void {
      starts[++cell] = used
    },
    whole: (): Weights => ({ starts, source: source.slice(0, used), weight: weight.slice(0, used) }),
  }
}
