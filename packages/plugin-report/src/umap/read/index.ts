/**
 * Vectors from a file or a run: .npy (NumPy), .csv, .tsv, or a `vectors` result.
 *
 * Out: points (n, d) float32, names of columns, labels. Errors: REPORT_EMBED_FILE (none, or of another kind),
 * REPORT_EMBED_NPY, REPORT_EMBED_CSV, REPORT_EMBED_LABELS, REPORT_EMBED_SIZE.
 */
import { existsSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { PhdError, type Result, type Vectors } from '@phd/core'
import type { Points } from '../points.js'
import { readDelimited } from './delimited.js'
import { readLabelFile } from './labels.js'
import { readNpy } from './npy.js'

export interface VectorSet {
  title: string
  points: Points
  columns: string[]
  labels?: string[]
  /** As the result that they come from says. */
  sharing?: Result['sharing']
}

const readers: Record<string, (file: string, labelColumn?: string) => Omit<VectorSet, 'title'>> = {
  '.npy': (file) => readNpy(file),
  '.csv': (file, column) => readDelimited(file, ',', column),
  '.tsv': (file, column) => readDelimited(file, '\t', column),
}

/** `labels` is a file with one label a line, or the name of a column of the file itself. */
export function readVectors(file: string, labels?: string): VectorSet {
  const read = readers[extname(file).toLowerCase()]
  if (!read || !existsSync(file) || !statSync(file).isFile()) {
    throw new PhdError('REPORT_EMBED_FILE', `${file} cannot be read as vectors.`, {
      expected: `a file that ends in ${Object.keys(readers).join(', ')}`,
      received: existsSync(file) ? (statSync(file).isFile() ? 'another kind of file' : 'a folder') : 'no such file',
      remedy: "NumPy: np.save('vectors.npy', x)",
      usage: true,
    })
  }
  const isFile = labels !== undefined && existsSync(labels)
  const set = read(file, isFile ? undefined : labels)
  return { title: basename(file), ...set, ...labelsOf(set, labels, isFile) }
}

/** Of a run's result. */
export function vectorsOf(result: Vectors, labels?: string): VectorSet {
  const set = {
    points: { n: result.rows, d: result.columns.length, data: result.data },
    columns: result.columns,
    labels: result.labels,
    sharing: result.sharing,
  }
  return { title: result.title, ...set, ...labelsOf(set, labels, labels !== undefined && existsSync(labels)) }
}

function labelsOf({ points: { n }, labels }: Omit<VectorSet, 'title'>, asked: string | undefined, isFile: boolean): { labels?: string[] } {
  if (asked === undefined) return { labels }
  if (isFile) return { labels: readLabelFile(asked, n) }
  if (labels) return { labels }
  throw new PhdError('REPORT_EMBED_LABELS', `There are no labels in "${asked}".`, {
    expected: 'a file with one label a line, or the name of a column of a .csv or .tsv',
    received: 'no such file',
    usage: true,
  })
}
