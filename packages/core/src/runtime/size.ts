/** How much a folder holds, and bytes as people read them. */
import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes on disk of a file or folder; links are not followed. 0 where there is nothing. */
export function bytesOf(path: string): number {
  const what = lstatSync(path, { throwIfNoEntry: false })
  if (!what) return 0
  if (!what.isDirectory()) return what.blocks * 512
  return readdirSync(path).reduce((total, name) => total + bytesOf(join(path, name)), 0)
}

/** Bytes that removing it gives back: files that no other runtime shares. */
export function bytesFreedBy(path: string): number {
  const what = lstatSync(path)
  if (what.isDirectory()) return readdirSync(path).reduce((total, name) => total + bytesFreedBy(join(path, name)), 0)
  return what.nlink === 1 ? what.blocks * 512 : 0
}

/** `1.1 GB`, `274 MB`, `96 kB`; powers of ten, as disks and pip count. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e3)} kB`
}
