/** Attributes as one word or one number; files write them as lists of one as well. */
import { damaged } from '../damaged.js'
import type { Hdf5File } from '../hdf5/index.js'

/** The attribute of the first of `paths` that has it. */
export function textOf(file: Hdf5File, name: string, ...paths: string[]): string | undefined {
  for (const path of paths) {
    const value = file.attribute(path, name)
    const first = Array.isArray(value) ? value[0] : value
    if (first !== undefined) return String(first).trim()
  }
  return undefined
}

/** Files are met that write numbers as text. */
export function numberOf(file: Hdf5File, name: string, ...paths: string[]): number | undefined {
  const text = textOf(file, name, ...paths)
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  return Number.isNaN(value) ? undefined : value
}

/** RADAR_FILE_DAMAGED where it is absent or not finite. */
export function neededNumber(label: string, file: Hdf5File, name: string, ...paths: string[]): number {
  const value = numberOf(file, name, ...paths)
  if (value === undefined || !Number.isFinite(value))
    throw damaged(label, `it has no number ${name} in ${paths.join(' or ')}`, { expected: 'a number', received: textOf(file, name, ...paths) ?? 'nothing' })
  return value
}
