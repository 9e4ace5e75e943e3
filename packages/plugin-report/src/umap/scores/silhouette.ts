/** How much nearer points lie to their own label than to the next one. */
import { mean, silhouette } from 'simple-statistics'

/** -1 to 1, of the points at `rows` among each other (Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7). Undefined with one label. */
export function meanSilhouette(places: Float32Array, labels: Int32Array, rows: number[]): number | undefined {
  const present = [...new Set(rows.map((i) => labels[i]))]
  if (present.length < 2) return undefined
  const group = new Map(present.map((label, position) => [label, position]))
  return mean(
    silhouette(
      rows.map((i) => [places[2 * i], places[2 * i + 1]]),
      rows.map((i) => group.get(labels[i]) as number),
    ),
  )
}
