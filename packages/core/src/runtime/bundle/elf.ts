/** What a library or program asks of others: the names of libraries, and the versions of their symbols (ELF, 64 bit, little-endian). */
import { closeSync, openSync, readSync } from 'node:fs'

export interface ElfNeeds {
  /** DT_NEEDED, for example `libstdc++.so.6`. */
  libraries: string[]
  /** By library, for example `{'libc.so.6': ['GLIBC_2.27', …]}`. */
  versions: Record<string, string[]>
}

const dynamicSection = 6
const versionNeedsSection = 0x6ffffffe
const neededTag = 1
const longestName = 512

/** Undefined where the file is no ELF file of that kind. */
export function elfNeeds(path: string): ElfNeeds | undefined {
  const file = openSync(path, 'r')
  try {
    const read = (at: number, length: number) => {
      const bytes = Buffer.alloc(length)
      return bytes.subarray(0, readSync(file, bytes, 0, length, at))
    }
    const head = read(0, 64)
    if (head.length < 64 || head.readUInt32BE(0) !== 0x7f454c46 || head[4] !== 2 || head[5] !== 1) return undefined
    const size = head.readUInt16LE(0x3a)
    const table = read(Number(head.readBigUInt64LE(0x28)), size * head.readUInt16LE(0x3c))
    const sections = Array.from({ length: table.length / size }, (_, i) => section(table.subarray(i * size)))
    const name = (strings: number, at: number) =>
      read(sections[strings].offset + at, longestName)
        .toString('latin1')
        .split('\0', 1)[0]
    const needs: ElfNeeds = { libraries: [], versions: {} }
    for (const { type, offset, bytes, link } of sections) {
      if (type === dynamicSection) needs.libraries.push(...neededNames(read(offset, bytes)).map((at) => name(link, at)))
      if (type === versionNeedsSection)
        Object.assign(
          needs.versions,
          versionNeeds(read(offset, bytes), (at) => name(link, at)),
        )
    }
    return needs
  } finally {
    closeSync(file)
  }
}

function section(header: Buffer): { type: number; offset: number; bytes: number; link: number } {
  return {
    type: header.readUInt32LE(4),
    offset: Number(header.readBigUInt64LE(0x18)),
    bytes: Number(header.readBigUInt64LE(0x20)),
    link: header.readUInt32LE(0x28),
  }
}

function neededNames(dynamic: Buffer): number[] {
  const names: number[] = []
  for (let at = 0; at + 16 <= dynamic.length; at += 16)
    if (dynamic.readBigUInt64LE(at) === BigInt(neededTag)) names.push(Number(dynamic.readBigUInt64LE(at + 8)))
  return names
}

/** A chain of libraries, each with a chain of versions. */
function versionNeeds(bytes: Buffer, name: (at: number) => string): Record<string, string[]> {
  const needs: Record<string, string[]> = {}
  for (let at = 0, next = 1; next !== 0; at += next) {
    const versions: string[] = []
    let version = at + bytes.readUInt32LE(at + 8)
    for (let i = bytes.readUInt16LE(at + 2); i > 0; i--) {
      versions.push(name(bytes.readUInt32LE(version + 8)))
      version += bytes.readUInt32LE(version + 12)
    }
    needs[name(bytes.readUInt32LE(at + 4))] = versions
    next = bytes.readUInt32LE(at + 12)
  }
  return needs
}
