/** What the words of the command line name: files, folders and globs into a list of files. */
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PhdError } from '@phd/core'

export interface Input {
  /** As it was named. */
  path: string
  bytes: number
  modifiedMs: number
  /** A Zarr store of this program. */
  store: boolean
  /** False where it lay in a folder or a glob found it: what no reader knows is then left out. */
  named: boolean
}

/** Sorted by path, each once; `except` are paths that a folder or a glob does not bring in. RADAR_INPUT_NONE. */
export async function expandInputs(words: string[], except: string[] = []): Promise<Input[]> {
  const left = new Set(except.map((path) => resolve(path)))
  const found = new Map<string, Input>()
  for (const word of words) {
    const inputs = (await expandWord(word)).filter(({ path, named }) => named || !left.has(resolve(path)))
    if (inputs.length === 0) throw none(word)
    for (const input of inputs) if (!found.get(input.path)?.named) found.set(input.path, input)
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function expandWord(word: string): Promise<Input[]> {
  const about = await stat(word).catch(() => undefined)
  if (about?.isDirectory()) return isStore(word) ? [await input(word, true)] : below(word)
  if (about) return [await input(word, true)]
  if (!/[*?]/.test(word)) return []
  const base = word.slice(0, word.search(/[*?]/)).replace(/[^/]*$/, '')
  const pattern = globPattern(word)
  return (await below(base || '.')).filter(({ path }) => pattern.test(path))
}

/** All files below a folder; a store counts as one. Hidden files are left out. */
async function below(folder: string): Promise<Input[]> {
  const inputs: Input[] = []
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue
    const path = folder === '.' ? entry.name : join(folder, entry.name)
    const about = await stat(path).catch(() => undefined)
    if (about?.isDirectory() && !isStore(path)) inputs.push(...(await below(path)))
    else if (about) inputs.push(await input(path, false))
  }
  return inputs
}

async function input(path: string, named: boolean): Promise<Input> {
  const { size, mtimeMs } = await stat(path)
  const store = isStore(path)
  const about = store ? await stat(join(path, 'zarr.json')).catch(() => undefined) : undefined
  return { path, bytes: about?.size ?? size, modifiedMs: about?.mtimeMs ?? mtimeMs, store, named }
}

function isStore(path: string): boolean {
  return /\.zarr(\.partial)?\/*$/.test(path) || existsSync(join(path, 'zarr.json'))
}

/** `*` and `?` within a name, `**` across folders. */
function globPattern(glob: string): RegExp {
  const body = glob
    .replace(/^\.\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*|\?/g, (mark) => ({ '**/': '(?:.*/)?', '*': '[^/]*', '?': '[^/]' })[mark]!)
  return new RegExp(`^(?:\\./)?${body}$`)
}

function none(word: string): PhdError {
  return new PhdError('RADAR_INPUT_NONE', `${word} names no file.`, {
    expected: 'a file, a folder, or a glob such as "radar/*.gz"',
    received: word,
    remedy: 'check the path',
    usage: true,
  })
}
