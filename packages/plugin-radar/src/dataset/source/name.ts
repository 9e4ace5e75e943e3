/** A file's name as the name of a place or an event: no ending, letters of any script, digits, `_`, `.` and `-`. */
import { basename } from 'node:path'

export function nameOf(path: string): string {
  return basename(path)
    .normalize('NFC')
    .replace(/(\.zarr|\.asc|\.tfrecord)?(\.gz)?$/, '')
    .replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, '-')
}
