/** The first of equal records is kept, in order; one pass over hashes, and only files that lose records are written again. */
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { readRecords } from '../../tfrecord/index.js'
import type { DatasetMetadata } from '../metadata.js'
import { decodeSample } from '../sample.js'
import { writeShard } from './blocks.js'
import { addRecord, emptyNotes, type FileNotes, recordHash } from './record-notes.js'

/** Which records of the next file stay. Records of any number in one set of hashes: about 100 bytes each. */
export class FirstOfEach {
  readonly #seen = new Set<string>()

  keep(hashes: string[]): boolean[] {
    return hashes.map((hash) => {
      if (this.#seen.has(hash)) return false
      this.#seen.add(hash)
      return true
    })
  }
}

/**
 * The notes of a file with only the records that stay; undefined where none does. The file may have been written again by an
 * earlier, interrupted pass: its records are known by their hashes. Errors: RADAR_SHARD_CORRUPT and those of reading.
 */
export async function rewriteShard(
  folder: string,
  file: FileNotes,
  keep: boolean[],
  metadata: Pick<DatasetMetadata, 'rainfallradar' | 'waterdepth' | 'rain'>,
  terrain: string,
): Promise<FileNotes | undefined> {
  const wanted = [...keep.keys()].filter((i) => keep[i])
  if (wanted.length === 0) return undefined
  const path = join(folder, file.file)
  const notes = emptyNotes()
  const records: Uint8Array[] = []
  for await (const view of readRecords(path)) {
    const at = wanted[records.length]
    if (at === undefined) break
    if (recordHash(view, terrain) !== file.hashes[at]) continue
    const record = view.slice()
    const sample = decodeSample(record, metadata, `Record ${at} of ${path}`)
    records.push(record)
    addRecord(notes, record, { ...sample, wetCells: file.wetCells[at] }, file.minutes[at], terrain, metadata.rain)
  }
  if (records.length < wanted.length) {
    throw new PhdError('RADAR_SHARD_CORRUPT', `The shard ${path} is not the one that this build wrote.`, {
      expected: `${wanted.length} records`,
      received: `${records.length} of them`,
      remedy: 'remove the folder .partial and build again',
    })
  }
  return writeShard(folder, records, notes, file)
}
