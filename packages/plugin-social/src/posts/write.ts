/** A JSONL file, packed where its name ends in .gz, that is there whole or not at all. */

import { once } from 'node:events'
import { closeSync, createWriteStream, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { PhdError } from '@phd/core'

export interface LineWriter {
  write(lines: string[]): Promise<void>
  /** All written and on the disk: give the file its name. */
  finish(): Promise<void>
  /** Leave nothing behind. */
  discard(): Promise<void>
}

/** SOCIAL_OUT where the folder is not there, or the path is a folder. */
export async function lineWriter(path: string): Promise<LineWriter> {
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new PhdError('SOCIAL_OUT', `${path} cannot be written: it is a folder.`, { remedy: `name a file in it: ${join(path, 'scored.jsonl')}`, usage: true })
  }
  const temporary = `${path}.${process.pid}.tmp`
  const disk = createWriteStream(temporary)
  await once(disk, 'open').catch((cause) => {
    if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') throw cause
    throw new PhdError('SOCIAL_OUT', `${path} cannot be written: its folder does not exist.`, { remedy: 'make the folder first', usage: true, cause })
  })
  const sink: Writable = path.toLowerCase().endsWith('.gz') ? createGzip() : disk
  if (sink !== disk) sink.pipe(disk)
  const written = finished(disk)
  written.catch(() => {}) // the failure is thrown by write or finish

  return {
    async write(lines) {
      if (lines.length > 0 && !sink.write(`${lines.join('\n')}\n`)) await Promise.race([once(sink, 'drain'), written])
    },
    async finish() {
      sink.end()
      await written
      const file = openSync(temporary, 'r+')
      fsyncSync(file)
      closeSync(file)
      renameSync(temporary, path)
    },
    async discard() {
      sink.destroy()
      disk.destroy()
      await written.catch(() => {})
      rmSync(temporary, { force: true })
    },
  }
}
