/** Scores of a picture of points beside those of its two controls. */
import type { Context } from '@phd/core'
import { comparable, type Metric, type Points } from './points.js'
import { shuffle } from './scores/agreement.js'
import { agreementTest, meanSilhouette, neighboursInPicture, sampledRows, trustworthiness } from './scores/index.js'

export interface Scores {
  /** Neighbours that are looked at. */
  k: number
  /** Points that stand for all. */
  rows: number
  trustworthiness: { data: number; control: number }
  /** Of the labels in the picture; undefined without at least two. */
  labels?: { n: number; agreement: Compared & { p: number; shuffles: number }; silhouette: Compared }
}

interface Compared {
  data: number
  shuffled: number
  control: number
}

export interface Placed {
  points: Points
  places: Float32Array
}

const neighbours = 15

export async function score(phd: Context, metric: Metric, data: Placed, control: Placed, labels?: string[]): Promise<Scores> {
  const n = data.points.n
  const k = Math.max(1, Math.min(neighbours, Math.ceil(n / 2) - 1))
  const rows = sampledRows(n, phd.seed)
  const [near, nearControl] = [data, control].map(({ places }) => neighboursInPicture(places, k, rows))
  const pause = async () => {
    await phd.pause()
    phd.signal.throwIfAborted()
  }
  const trusted = {
    data: await trustworthiness(comparable(data.points, metric), near, pause),
    control: await trustworthiness(comparable(control.points, metric), nearControl, pause),
  }
  const scores = { k, rows: rows.length, trustworthiness: trusted }
  const names = [...new Set(labels)].sort()
  if (!labels || names.length < 2) return scores
  const classOf = new Map(names.map((name, i) => [name, i]))
  const classes = Int32Array.from(labels, (label) => classOf.get(label) as number)
  const shuffled = classes.slice()
  shuffle(shuffled, phd.random('umap/one-shuffle'))
  const { agreement, shuffled: byChance, p, shuffles } = agreementTest(classes, near, phd.random('umap/shuffles'))
  const ofControl = agreementTest(classes, nearControl, phd.random('umap/none'), 1).agreement
  const silhouette = (places: Float32Array, of: Int32Array) => meanSilhouette(places, of, rows) ?? 0
  return {
    ...scores,
    labels: {
      n: names.length,
      agreement: { data: agreement, shuffled: byChance, control: ofControl, p, shuffles },
      silhouette: { data: silhouette(data.places, classes), shuffled: silhouette(data.places, shuffled), control: silhouette(control.places, classes) },
    },
  }
}
