/**
 * HAIL-CAESAR's parameter file: a line `key: value  # comment` each, keys in lower case.
 *
 * A value goes on to the first `#`; a line whose value is empty there (`#null`) says nothing. Lines without a colon are read
 * as `key value`, as in the files that come with the program. The last line of a key counts.
 */
import { readFile } from 'node:fs/promises'
import { PhdError, writeAtomic } from '@phd/core'

export interface ParamsFile {
  path: string
  /** Values as they stand, by key. Keys without a value are absent. */
  values: Map<string, string>
  /** All keys in their order, those without a value too. */
  keys: string[]
}

/** RADAR_PARAMS where it cannot be read or has no parameter. */
export async function readParams(path: string): Promise<ParamsFile> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new PhdError('RADAR_PARAMS', `The parameter file ${path} cannot be read.`, { expected: 'a HAIL-CAESAR .params file', received: String(cause), cause })
  }
  return parseParams(path, text)
}

export function parseParams(path: string, text: string): ParamsFile {
  const values = new Map<string, string>()
  const keys: string[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const said = line.split('#', 1)[0].trim()
    if (said === '') continue
    const match = /^([A-Za-z][A-Za-z0-9_]*)\s*(?::|\s|$)\s*(.*)$/.exec(said)
    if (!match) {
      throw new PhdError('RADAR_PARAMS', `Line ${index + 1} of ${path} is no parameter.`, { expected: 'key: value  # comment', received: line.slice(0, 80) })
    }
    const key = match[1].toLowerCase()
    if (!keys.includes(key)) keys.push(key)
    if (match[2] === '') values.delete(key)
    else values.set(key, match[2])
  }
  if (keys.length === 0)
    throw new PhdError('RADAR_PARAMS', `${path} has no parameter.`, { expected: 'key: value lines', received: text.slice(0, 40) || 'an empty file' })
  return { path, values, keys }
}

/** Lines in the order of the entries. */
export function writeParams(path: string, entries: Iterable<[key: string, value: string | number]>): void {
  let text = ''
  for (const [key, value] of entries) text += `${`${key}:`.padEnd(31)}${value}\n`
  writeAtomic(path, text)
}
