/** The long stages of an embedding, each saved when it ends, so that a stopped run goes on from there. */
import { type Checkpoint, type Context, normal } from '@phd/core'
import { defaultEpochs } from './layout.js'
import { type Neighbours, nearestNeighbours } from './neighbours/index.js'
import type { EmbedParams } from './params.js'
import type { Points } from './points.js'
import { type UmapOptions, umap } from './umap.js'

export interface Place {
  /** (n, 2) */
  places: Float32Array
  /** Points whose neighbours had to be searched in full. */
  searchedInFull: number
}

export class Stages {
  private readonly phd: Context
  private readonly p: EmbedParams
  private readonly sha256: string
  private readonly tensors: Checkpoint['tensors']
  private done = 0
  /** Where neighbours were searched. */
  device = 'cpu'

  /** What was saved for other vectors is not used. */
  constructor(phd: Context, p: EmbedParams, sha256: string) {
    this.phd = phd
    this.p = p
    this.sha256 = sha256
    const saved = phd.load<{ sha256: string }>()
    this.tensors = saved?.state.sha256 === sha256 ? saved.tensors : {}
  }

  async place(name: 'data' | 'control', points: Points): Promise<Place> {
    const { phd, p } = this
    const epochs = p.epochs ?? defaultEpochs(points.n)
    const what = name === 'data' ? '' : ' of random points'
    const neighbours = await this.neighbours(name, points, what)
    const saved = this.tensors[`${name} places`]
    const onEpochs = async (done: number) => this.tell(this.done + (neighbourShare + layoutShare * (done / epochs)), `layout${what}`)
    const places = saved
      ? (saved.data as Float32Array)
      : await this.layOut(points, neighbours, { metric: p.metric, minDist: p.minDist, seed: phd.seed, epochs, onEpochs })
    this.keep(`${name} places`, [points.n, 2], places)
    this.done += neighbourShare + layoutShare
    return { places, searchedInFull: neighbours.searchedInFull }
  }

  private async layOut(points: Points, neighbours: Neighbours, options: UmapOptions): Promise<Float32Array> {
    if (this.p.layout === 'fast') return umap(points, neighbours, options)
    const { umapJs } = await import('./by-umap-js.js')
    return umapJs(neighbours, options)
  }

  private async neighbours(name: string, points: Points, what: string): Promise<Neighbours & { searchedInFull: number }> {
    const { phd, p, tensors } = this
    const k = p.neighbours - 1
    const [indices, distances, full] = ['indices', 'distances', 'searched in full'].map((part) => tensors[`${name} ${part}`])
    if (indices && distances && full) {
      return { n: points.n, k, indices: indices.data as Int32Array, distances: distances.data as Float32Array, searchedInFull: full.data[0] }
    }
    const onRows = (rows: number) => this.tell(this.done + neighbourShare * (rows / points.n), `neighbours${what}`)
    const search = await nearestNeighbours(points, { k, metric: p.metric, device: phd.device, onRows })
    if (name === 'data') this.sayDevice(search.device, search.versions)
    this.tensors[`${name} searched in full`] = { shape: [1], data: Int32Array.of(search.searchedInFull) }
    this.tensors[`${name} indices`] = { shape: [points.n, k], data: search.indices }
    this.keep(`${name} distances`, [points.n, k], search.distances)
    return search
  }

  private sayDevice(device: string, versions: Record<string, string>): void {
    this.device = device
    this.phd.tookDevice(device === 'plain' ? 'cpu' : device, versions)
    this.phd.log(
      device === 'plain' ? 'Neighbours without the tensor runtime: none is installed (phd runtime install makes this faster).' : `Neighbours on ${device}.`,
    )
  }

  private keep(name: string, shape: number[], data: Float32Array): void {
    if (this.tensors[name]) return
    this.tensors[name] = { shape, data }
    this.phd.save({ tensors: this.tensors, state: { sha256: this.sha256 } })
  }

  private async tell(done: number, note: string): Promise<void> {
    this.phd.progress(Math.round(done * 10) / 10, wholeWork, note)
    await this.phd.pause()
    this.phd.signal.throwIfAborted()
  }
}

const neighbourShare = 15
const layoutShare = 30
/** Hundredths: data and control alike, and the rest for the scores. */
const wholeWork = 100

/** As many points in as many dimensions, each value normal: what the method draws where there is nothing to see. */
export function randomPoints({ n, d }: Points, phd: Pick<Context, 'random'>): Points {
  const random = phd.random('umap/control')
  return { n, d, data: Float32Array.from({ length: n * d }, () => normal(random)) }
}
