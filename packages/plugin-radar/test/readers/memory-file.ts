/** Raster files in memory, and what comes of reading them. */
import type { Frame, OpenedFile, ReadOptions } from '@phd/plugin-radar'
import { readFrames } from '@phd/plugin-radar'
import { readers } from './readers.js'

export function fileOf(name: string, bytes: Uint8Array | string): OpenedFile {
  const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  return {
    name,
    head: all.subarray(0, 65536),
    bytes: async () => all,
    async *stream() {
      for (let at = 0; at < all.length; at += 1000) yield all.subarray(at, at + 1000)
    },
  }
}

/** By content, with all readers of the package. */
export async function framesOf(file: OpenedFile, options?: ReadOptions & { format?: string }): Promise<Frame[]> {
  const frames: Frame[] = []
  for await (const frame of readFrames(file, await readers(), options)) frames.push(frame)
  return frames
}

export interface Failure {
  code?: string
  message?: string
  expected?: string
  received?: string
  remedy?: string
  usage?: boolean
}

/** The error; empty where there was none. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => ({}) as Failure,
    (it: Failure) => it,
  )
  const { code, message, expected, received, remedy, usage } = error
  return { code, message, expected, received, remedy, usage }
}
