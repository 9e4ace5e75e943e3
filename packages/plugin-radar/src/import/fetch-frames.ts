/** Second pass: frames in order of time out of inputs that are read in their own order. */
import { PhdError } from '@phd/core'
import type { Frame } from '../raster/index.js'
import { type InputFrame, type InputOptions, inputFrames } from './frames.js'
import type { Input } from './inputs.js'
import { changed } from './scan.js'
import type { SelectedFrame } from './select.js'

/** Bytes of frames that are read before their turn. */
const mostHeldBytes = 128 * 2 ** 20

export interface FrameFetcher {
  /** In the order of `wanted`, each once. RADAR_TIME_ORDER, RADAR_INPUT_CHANGED. */
  fetch(frame: SelectedFrame): Promise<Float32Array>
  close(): Promise<void>
}

interface Opened {
  frames: AsyncGenerator<InputFrame>
  /** Ordinals still to come. */
  wanted: Set<number>
  /** Read before their turn. */
  held: Map<number, Float32Array>
}

/** `onto` is applied as soon as a frame is read, so that only what is kept of it takes memory. An input is open while frames of it are wanted. */
export function frameFetcher(inputs: Input[], wanted: SelectedFrame[], options: InputOptions, onto: (frame: Frame) => Float32Array): FrameFetcher {
  const wantedOf = new Map<number, Set<number>>()
  for (const { input, ordinal } of wanted) {
    if (!wantedOf.has(input)) wantedOf.set(input, new Set())
    wantedOf.get(input)?.add(ordinal)
  }
  const opened = new Map<number, Opened>()
  let heldBytes = 0

  const next = async ({ frames, wanted: coming, held }: Opened, path: string, until: number) => {
    for (;;) {
      const { value, done } = await frames.next()
      if (done) throw changed(path)
      if (!coming.has(value.ordinal)) continue
      const values = onto(value.frame)
      if (value.ordinal === until) return { values, timeMs: value.frame.timeMs }
      held.set(value.ordinal, values)
      heldBytes += values.byteLength
      if (heldBytes > mostHeldBytes) throw outOfOrder(path)
    }
  }

  return {
    async fetch({ input, ordinal, path, timeMs }) {
      let from = opened.get(input)
      if (!from) {
        from = { frames: inputFrames(inputs[input], options), wanted: wantedOf.get(input) ?? new Set(), held: new Map() }
        opened.set(input, from)
      }
      let values = from.held.get(ordinal)
      if (values) {
        from.held.delete(ordinal)
        heldBytes -= values.byteLength
      } else {
        const found = await next(from, path, ordinal)
        if (found.timeMs !== timeMs) throw changed(path)
        values = found.values
      }
      from.wanted.delete(ordinal)
      if (from.wanted.size === 0) {
        await from.frames.return(undefined)
        opened.delete(input)
      }
      return values
    },
    async close() {
      for (const { frames } of opened.values()) await frames.return(undefined)
      opened.clear()
    },
  }
}

function outOfOrder(path: string): PhdError {
  return new PhdError('RADAR_TIME_ORDER', `The frames of ${path} are too far out of order to be sorted in memory.`, {
    expected: `frames in order of time, or at most ${mostHeldBytes / 2 ** 20} MiB of them before their turn`,
    received: 'later frames first',
    remedy: 'unpack the archive and import its files, or crop with --bounds',
  })
}
