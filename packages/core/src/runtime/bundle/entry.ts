/** What a bundle is made of: files of this machine, texts written for it, and links inside it. */
import { type Dirent, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface Entry {
  /** Below the bundle's own folder, with `/`. */
  path: string
  executable?: boolean
  content: { file: string; bytes: number; mtimeMs: number } | { text: string } | { link: string }
}

/** What stayed behind. */
export interface LeftOut {
  what: string
  bytes: number
  why: string
}

export function fileEntry(path: string, file: string): Entry {
  const { size, mtimeMs, mode } = statSync(file) // what a link leads to is packed, not the link
  return { path, executable: (mode & 0o111) !== 0, content: { file, bytes: size, mtimeMs } }
}

/** Every file under `dir`, in order of names; `keep` is asked with the path below `dir`, of folders with a `/` at the end. */
export function entriesUnder(dir: string, path: string, keep: (below: string) => boolean = () => true): Entry[] {
  const walk = (folder: string): Entry[] => inOrder(join(dir, folder)).flatMap((each) => under(folder === '' ? each.name : `${folder}/${each.name}`, each))
  const under = (below: string, each: Dirent): Entry[] => {
    if (each.isDirectory()) return keep(`${below}/`) ? walk(below) : []
    return keep(below) && statSync(join(dir, below), { throwIfNoEntry: false })?.isFile() ? [fileEntry(`${path}/${below}`, join(dir, below))] : []
  }
  return walk('')
}

function inOrder(dir: string): Dirent[] {
  return readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
}

export function bytesOfEntry({ content }: Entry): number {
  if ('file' in content) return content.bytes
  return 'text' in content ? Buffer.byteLength(content.text) : 0
}
