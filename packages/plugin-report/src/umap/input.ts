/** The vectors that were asked for, checked. */
import { createHash } from 'node:crypto'
import { PhdError, readResult, Store } from '@phd/core'
import type { EmbedParams } from './params.js'
import { checkPoints } from './points.js'
import { readVectors, type VectorSet, vectorsOf } from './read/index.js'

export interface Input extends VectorSet {
  /** File, or run and result. */
  from: string
  sha256: string
}

/** REPORT_EMBED_INPUT where there is not one source; REPORT_EMBED_FEW; those of reading and of `checkPoints`. `runs` is the folder of runs. */
export function openInput(p: EmbedParams, runs: string): Input {
  const { from, set } = p.run === undefined ? ofFile(p) : ofRun(p, new Store(runs), p.run)
  const { points } = set
  if (points.n <= p.neighbours) {
    throw new PhdError('REPORT_EMBED_FEW', `${from} has too few vectors for ${p.neighbours} neighbours.`, {
      expected: `more than ${p.neighbours}`,
      received: String(points.n),
      remedy: points.n > 5 ? `--neighbours ${Math.max(2, Math.floor(points.n / 3))}` : undefined,
    })
  }
  checkPoints(points, p.metric)
  const { buffer, byteOffset, byteLength } = points.data
  return {
    ...set,
    from,
    sha256: createHash('sha256')
      .update(new Uint8Array(buffer, byteOffset, byteLength))
      .digest('hex'),
  }
}

export function checkSource(p: EmbedParams): void {
  if ((p.file === undefined) !== (p.run === undefined)) return
  throw new PhdError('REPORT_EMBED_INPUT', 'It takes the vectors of one file or of one run.', {
    expected: 'FILE.npy, FILE.csv or FILE.tsv; or --run ID',
    received: p.file === undefined ? 'neither' : 'both',
    usage: true,
  })
}

function ofFile(p: EmbedParams): { from: string; set: VectorSet } {
  const file = p.file as string
  return { from: file, set: readVectors(file, p.labels) }
}

function ofRun(p: EmbedParams, store: Store, id: string): { from: string; set: VectorSet } {
  const run = id === 'latest' ? latestWith(p.result, store) : store.open(id)
  return { from: `${run.id}, ${p.result}`, set: vectorsOf(readResult(store.dir(run.id), p.result, 'vectors'), p.labels) }
}

/** This run is the latest by now: the latest that has such vectors and is no embedding. */
function latestWith(result: string, store: Store) {
  const found = store
    .list()
    .reverse()
    .find((run) => run.experiment !== 'report/embed' && hasVectors(store.dir(run.id), result))
  if (found) return found
  throw new PhdError('RUN_NOT_FOUND', `No run in ${store.root} has vectors named "${result}".`, { received: 'latest', remedy: 'phd runs list' })
}

function hasVectors(dir: string, result: string): boolean {
  try {
    return readResult(dir, result).shape === 'vectors'
  } catch {
    return false
  }
}
