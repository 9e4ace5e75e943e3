/** How often and how hard it rains: shares and quantiles from a histogram in the logarithm of the rate. */

/** mm/h: a rate from here on is rain. */
export const wetMmPerHour = 0.1

const binsPerDecade = 500
const decades = 4

export interface Marginal {
  add(values: ArrayLike<number>): void
  /** Of cells with a measurement. */
  wetShare(): number
  /** Of wet cells, mm/h. */
  wetMean(): number
  wetQuantile(share: number): number
  maximum(): number
}

export function createMarginal(): Marginal {
  const counts = new Float64Array(binsPerDecade * decades)
  let [cells, wet, sum, most] = [0, 0, 0, 0]
  return {
    add(values) {
      for (let i = 0; i < values.length; i++) {
        const rate = values[i]
        if (Number.isNaN(rate)) continue
        cells++
        if (rate < wetMmPerHour) continue
        wet++
        sum += rate
        if (rate > most) most = rate
        counts[Math.min(counts.length - 1, Math.floor(Math.log10(rate / wetMmPerHour) * binsPerDecade))]++
      }
    },
    wetShare: () => (cells > 0 ? wet / cells : 0),
    wetMean: () => (wet > 0 ? sum / wet : 0),
    wetQuantile(share) {
      let before = 0
      for (let bin = 0; bin < counts.length; bin++) {
        before += counts[bin]
        if (before >= share * wet) return wetMmPerHour * 10 ** ((bin + 0.5) / binsPerDecade)
      }
      return 0
    },
    maximum: () => most,
  }
}
