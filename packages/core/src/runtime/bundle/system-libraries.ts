/**
 * Libraries that Node, TensorFlow and CUDA take from the system and that are not glibc's: libstdc++, libgcc_s, zlib, and
 * whatever else this Node was linked with. They are packed for a node that lacks them or has older ones.
 */
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { elfNeeds } from './elf.js'
import { type Entry, fileEntry } from './entry.js'

export interface SystemLibrary {
  /** For example `libstdc++.so.6`. */
  name: string
  /** The newest of each kind that is asked for, for example `GLIBCXX_3.4.29`; a library with these will do. */
  versions: string[]
}

export interface SystemNeeds {
  /** Oldest glibc on which everything packed runs, for example `2.34`. */
  glibc: string
  libraries: SystemLibrary[]
  /** The libraries of this machine, under `lib/system/`. */
  entries: Entry[]
}

/** Where Linux distributions keep libraries; the launcher looks there too. */
export const systemFolders = [
  '/lib64',
  '/usr/lib64',
  '/lib/x86_64-linux-gnu',
  '/usr/lib/x86_64-linux-gnu',
  '/lib/aarch64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib',
  '/lib',
]

const ofGlibc = /^(ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv|anl|mvec))\.so/
const ofDriver = /^lib(cuda|nvidia-.*|nvoptix)\.so/

export function systemNeeds(entries: Entry[]): SystemNeeds {
  const packed = new Set(entries.map(({ path }) => basename(path)))
  const asked = new Map<string, Set<string>>()
  const glibc: string[] = []
  for (const file of programs(entries)) {
    const needs = elfNeeds(file)
    for (const name of needs?.libraries ?? [])
      if (!packed.has(name) && !ofGlibc.test(name) && !ofDriver.test(name)) asked.set(name, asked.get(name) ?? new Set())
    for (const [name, versions] of Object.entries(needs?.versions ?? {})) {
      if (ofGlibc.test(name)) glibc.push(...versions)
      else for (const version of versions) asked.get(name)?.add(version)
    }
  }
  const files = withTheirOwn([...asked.keys()])
  return {
    glibc: newest(glibc.filter((version) => version.startsWith('GLIBC_')))[0]?.slice('GLIBC_'.length) ?? '0',
    libraries: [...files.keys()].sort().map((name) => ({ name, versions: newest([...(asked.get(name) ?? [])]) })),
    entries: [...files].map(([name, file]) => ({ ...fileEntry(`lib/system/${name}`, file), executable: false })),
  }
}

function programs(entries: Entry[]): string[] {
  return entries.flatMap(({ path, content }) => ('file' in content && /(\.so[.\d]*|\.node|(^libexec|\/bin)\/\w+)$/.test(path) ? content.file : []))
}

/** These libraries and those that they need in turn, by name, where this machine has them. */
function withTheirOwn(names: string[]): Map<string, string> {
  const loaded = (process.report.getReport() as unknown as { sharedObjects: string[] }).sharedObjects
  const files = new Map<string, string>()
  for (let queue = names; queue.length > 0; ) {
    const [name, ...rest] = queue
    const file = loaded.find((path) => basename(path) === name) ?? systemFolders.map((folder) => join(folder, name)).find((path) => existsSync(path))
    const more = file === undefined || files.has(name) ? [] : (elfNeeds(file)?.libraries ?? [])
    if (file !== undefined) files.set(name, file)
    queue = [...rest, ...more.filter((each) => !ofGlibc.test(each) && !files.has(each))]
  }
  return files
}

/** The newest of each kind: `GLIBCXX_3.4.29` of all that begin with `GLIBCXX_`. */
function newest(versions: string[]): string[] {
  const best = new Map<string, string>()
  for (const version of versions) {
    const kind = version.slice(0, version.lastIndexOf('_'))
    const before = best.get(kind)
    if (before === undefined || isNewer(version, before)) best.set(kind, version)
  }
  return [...best.values()].sort()
}

function isNewer(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { numeric: true }) > 0
}
