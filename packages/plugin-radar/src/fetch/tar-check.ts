/** FTP has no checksums, tar has: of every header. A cut or mixed file shows here. */
import { type FileHandle, open } from 'node:fs/promises'

const blockBytes = 512

/** What is wrong with the tar, or undefined. Reads headers only. */
export async function faultOfTar(path: string): Promise<string | undefined> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    return await faultIn(file, size)
  } finally {
    await file.close()
  }
}

async function faultIn(file: FileHandle, size: number): Promise<string | undefined> {
  const header = Buffer.alloc(blockBytes)
  let at = 0
  let members = 0
  while (at < size) {
    const { bytesRead } = await file.read(header, 0, blockBytes, at)
    if (bytesRead < blockBytes) return `half a header at byte ${at}`
    if (header.every((byte) => byte === 0)) return members > 0 ? undefined : 'no member'
    if (octal(header, 148, 8) !== checksum(header)) return `no header at byte ${at}`
    members++
    at += blockBytes + Math.ceil(sizeOf(header) / blockBytes) * blockBytes
  }
  if (members === 0) return 'no member'
  return at > size ? `its last member ends ${at - size} bytes after the file` : undefined
}

/** Sum of all bytes, with those of the checksum itself as blanks (POSIX ustar). */
function checksum(header: Buffer): number {
  let sum = 8 * 0x20
  for (let i = 0; i < blockBytes; i++) if (i < 148 || i >= 156) sum += header[i]
  return sum
}

function octal(header: Buffer, start: number, length: number): number {
  return Number.parseInt(
    header
      .toString('latin1', start, start + length)
      .replaceAll('\0', ' ')
      .trim(),
    8,
  )
}

/** Octal text, or, where the first bit is set, a big-endian number (GNU). */
function sizeOf(header: Buffer): number {
  if (header[124] < 0x80) return octal(header, 124, 12) || 0
  let size = header[124] & 0x7f
  for (let i = 125; i < 136; i++) size = size * 256 + header[i]
  return size
}
