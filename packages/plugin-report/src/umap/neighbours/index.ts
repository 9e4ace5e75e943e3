/**
 * Exact nearest neighbours of every point, by squared distances as matrix products in blocks.
 *
 * In: points (n, d), k, a metric. Out: k neighbours a point, nearest first, ties by index, the point itself not among
 * them. The products run in the tensor runtime where one is installed (on a GPU where there is one), else in typed arrays.
 * Both only nominate candidates; distances and order come from float64 sums over the values, and a row whose candidates are not
 * proven complete is searched in full, so that the answer does not depend on the device.
 * Memory: one block of distances (64 MB, 256 MB on a GPU) beside the answer. Errors: those of `openTensorFlow`.
 */
import { comparable, type Metric, type Points } from '../points.js'
import { Finder } from './settle.js'

export interface Neighbours {
  n: number
  k: number
  /** (n, k) */
  indices: Int32Array
  /** (n, k), ascending: the distance, or 1 - cosine. */
  distances: Float32Array
}

export interface SearchOptions {
  k: number
  metric: Metric
  /** `plain`: typed arrays only; else as asked of `openTensorFlow`. */
  device: string
  /** After every block: rows done. Throw to stop. */
  onRows?: (done: number) => void | Promise<void>
}

/** Rows of the whole that could not be proven from candidates alone and were searched in full. */
export interface Search extends Neighbours {
  device: string
  versions: Record<string, string>
  searchedInFull: number
}

export async function nearestNeighbours(points: Points, { k, metric, device, onRows = () => {} }: SearchOptions): Promise<Search> {
  const finder = new Finder(comparable(points, metric), k, metric)
  const runtime = device === 'plain' ? undefined : await openRuntime(device)
  if (runtime) {
    const { searchRuntime } = await import('./runtime.js')
    await searchRuntime(finder, runtime.device, onRows)
  } else {
    const { searchPlain } = await import('./plain.js')
    await searchPlain(finder, onRows)
  }
  return { ...finder.answer(), device: runtime?.device ?? 'plain', versions: runtime?.versions ?? {} }
}

/** Undefined where none is installed and none was asked for by name of a GPU: neighbours can be had without it. */
async function openRuntime(device: string) {
  const { checkTensorFlow, openTensorFlow } = await import('@phd/core/tensor')
  try {
    checkTensorFlow(device)
  } catch (error) {
    if ((error as { code?: string }).code === 'RUNTIME_MISSING' && !device.startsWith('cuda')) return undefined
    throw error
  }
  return openTensorFlow(device)
}
