/**
 * Global heaps of an HDF5 file, where text of variable length lies. HDF5 File Format Specification 3.0, III.E.
 *
 * In a wrong size of a heap's object the library goes round for ever, as its sizes have 32 bits here; so they are looked at first.
 */
import { damaged } from '../damaged.js'

const mark = Buffer.from('GCOL\x01\0\0\0', 'latin1')
const headerBytes = 16

/** RADAR_FILE_DAMAGED for a heap whose objects do not fill it. */
export function checkGlobalHeaps(name: string, bytes: Uint8Array): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let start = file.indexOf(mark); start >= 0; start = file.indexOf(mark, start + 8)) {
    if (start + headerBytes > file.length) return
    const end = start + Number(file.readBigUInt64LE(start + 8))
    const wrong = (at: number) =>
      damaged(name, `its heap at byte ${start} is broken`, { expected: `objects that end at byte ${end}`, received: `one at byte ${at} that does not fit` })
    if (end > file.length || end < start + headerBytes) throw wrong(start)
    let at = start + headerBytes
    while (at + headerBytes <= end) {
      const size = Number(file.readBigUInt64LE(at + 8))
      const free = file.readUInt16LE(at) === 0
      if (free ? size !== end - at : at + headerBytes + size > end) throw wrong(at)
      if (free) break
      at += headerBytes + Math.ceil(size / 8) * 8
    }
  }
}
