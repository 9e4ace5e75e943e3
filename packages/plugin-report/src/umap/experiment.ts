/**
 * The experiment `report/embed`: vectors to a picture by UMAP, with the controls that say what of it is the method's.
 *
 * In: vectors of a file or a run, labels. Out: the results `embedding` (points, and random points put through the same),
 * `vectors` (some of them, for parallel coordinates) and `scores`. Same input and seed, same bytes, on a CPU or a GPU.
 * Errors: REPORT_EMBED_INPUT, _FILE, _NPY, _CSV, _LABELS, _SIZE, _FEW, _VALUES; those of `openTensorFlow`.
 */
import { type Context, type Embedding, experiment, PhdError, permutation, type Vectors } from '@phd/core'
import { counted, grouped } from '../figures/numbers.js'
import type { Input } from './input.js'
import { type EmbedParams, params } from './params.js'
import type { Scores } from './score.js'

export interface Embedded {
  from: string
  sha256: string
  n: number
  dimensions: number
  labels: number
  device: string
  searchedInFull: number
  scores: Scores
}

/** Rows, and values in all, that are kept for parallel coordinates. */
const [mostRows, mostValues] = [2000, 4_000_000]

export default experiment<EmbedParams, Embedded>({
  about: 'UMAP of vectors, beside random points and shuffled labels.',
  params,
  device: true,
  async check({ device }, p) {
    const { checkSource, openInput } = await import('./input.js')
    checkSource(p)
    if (p.run === undefined) openInput(p, '')
    if (!device.startsWith('cuda')) return
    const { checkTensorFlow } = await import('@phd/core/tensor')
    checkTensorFlow(device)
  },
  async run(phd, p) {
    const [{ openInput }, { randomPoints, Stages }, { score }, { scoreTable }, { dirname }] = await Promise.all([
      import('./input.js'),
      import('./stages.js'),
      import('./score.js'),
      import('./score-table.js'),
      import('node:path'),
    ])
    const input = openInput(p, dirname(phd.dir))
    const { points, labels } = input
    const stages = new Stages(phd, p, input.sha256)
    const data = await stages.place('data', points)
    const random = randomPoints(points, phd)
    const control = await stages.place('control', random)
    phd.progress(90, 100, 'scores')
    const scores = await score(phd, p.metric, { points, ...data }, { points: random, ...control }, labels)
    phd.result('embedding', embeddingOf(input, p, phd.seed, data.places, control.places))
    phd.result('vectors', sampleOf(input, phd))
    phd.result('scores', { ...scoreTable(scores, points.n, phd.seed), sharing: input.sharing })
    phd.metric({ trustworthiness: scores.trustworthiness.data, ...(scores.labels && { labelAgreement: scores.labels.agreement.data }) })
    const { from, sha256 } = input
    const { searchedInFull, device } = { ...data, device: stages.device }
    return { from, sha256, n: points.n, dimensions: points.d, labels: scores.labels?.n ?? 0, device, searchedInFull, scores }
  },
})

function embeddingOf({ title, points, labels, sharing }: Input, p: EmbedParams, seed: number, places: Float32Array, control: Float32Array): Embedding {
  const place = (of: Float32Array, i: number) => ({ x: rounded(of[2 * i]), y: rounded(of[2 * i + 1]) })
  return {
    shape: 'embedding',
    title: `UMAP of ${title}`,
    about: `UMAP of ${counted(points.n, 'vector')} of ${counted(points.d, 'dimension')} (${p.metric}, ${p.neighbours} neighbours, minimum distance ${p.minDist}${p.layout === 'umap-js' ? ', laid out by umap-js' : ''}, seed ${seed}). Control: as many random points in as many dimensions, put through the same. Distances between groups and their sizes mean little.`,
    sharing,
    points: Array.from({ length: points.n }, (_, i) => ({ ...place(places, i), ...(labels && { label: labels[i] }) })),
    control: Array.from({ length: points.n }, (_, i) => place(control, i)),
  }
}

/** Drawn at random, in the order of the file. */
function sampleOf({ title, points: { n, d, data }, columns, labels, sharing }: Input, phd: Context): Vectors {
  const rows = Math.min(n, mostRows, Math.max(1, Math.floor(mostValues / d)))
  const chosen = [...permutation(phd.random('umap/parallel'), n).subarray(0, rows)].sort((a, b) => a - b)
  const kept = new Float32Array(rows * d)
  chosen.forEach((i, row) => {
    kept.set(data.subarray(i * d, (i + 1) * d), row * d)
  })
  const about =
    rows < n
      ? `${counted(rows, 'vector')} drawn at random from ${grouped(n)}, ${counted(d, 'dimension')}.`
      : `${counted(n, 'vector')}, ${counted(d, 'dimension')}.`
  return { shape: 'vectors', title: `Values of ${title}`, about, sharing, rows, columns, ...(labels && { labels: chosen.map((i) => labels[i]) }), data: kept }
}

function rounded(value: number): number {
  if (!Number.isFinite(value))
    throw new PhdError('REPORT_EMBED_VALUES', 'The layout left the numbers.', {
      expected: 'finite places',
      remedy: 'scale the vectors; their values are far apart',
    })
  return Math.round(value * 1e4) / 1e4
}
