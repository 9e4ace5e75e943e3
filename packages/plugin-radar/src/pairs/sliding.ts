/**
 * The pooled window of a stream of radar frames: only the frames of one window are held.
 *
 * A frame that enters or leaves a block changes its sum by one addition and one subtraction, which are exact (`summable`), and
 * its greatest value by a comparison; only where the greatest leaves, the block is searched again. Blocks in dry weather cost
 * nothing. Equal to `pooledWindow` to the bit.
 */
import { type Pooling, patternSteps, summable } from './windows.js'

interface Held {
  mmPerHour: Float32Array
  wet: boolean
  /** Cells without a measurement; their rain stands as zero above. */
  missing?: Uint8Array
  gap: boolean
}

interface Block {
  /** Age of its newest frame; 0 is the newest of all. */
  age: number
  steps: number
  channel: number
  state: Float64Array
}

export class SlidingWindow {
  readonly steps: number
  readonly #cells: number
  readonly #pooling: Pooling
  readonly #blocks: Block[] = []
  /** Frame `n` since the start lies at `n % steps`. */
  readonly #ring: Held[] = []
  readonly #dry: Held
  #count = 0
  #gaps = 0
  /** Of each cell, how many frames of the window miss it; made when the first is missing. */
  #missing: Uint32Array | undefined

  /** It begins after endless dry weather; push gaps first where that is not known. */
  constructor(cells: number, pattern: number[], pooling: Pooling) {
    this.steps = patternSteps(pattern)
    this.#cells = cells
    this.#pooling = pooling
    this.#dry = { mmPerHour: new Float32Array(cells), wet: false, gap: false }
    let age = 0
    pattern.forEach((steps, newest) => {
      this.#blocks.push({ age, steps, channel: pattern.length - 1 - newest, state: new Float64Array(cells) })
      age += steps
    })
  }

  /** The next frame, mm/h, NaN where missing; undefined for a gap. The array is kept: do not write into it. */
  push(frame: Float32Array | undefined): void {
    const left = this.#at(this.steps - 1)
    const entered = this.#hold(frame)
    // The frame that leaves is still needed below, at the age of one window.
    this.#count++
    this.#ring[(this.#count - 1) % this.steps] = entered
    this.#gaps += Number(entered.gap) - Number(left.gap)
    this.#countMissing(entered, left)
    if (this.#pooling === 'last') return
    for (const block of this.#blocks) {
      const leaving = block.age + block.steps === this.steps ? left : this.#at(block.age + block.steps)
      const entering = this.#at(block.age)
      if (!leaving.wet && !entering.wet) continue
      if (this.#pooling === 'max') this.#slideMaximum(block, entering.mmPerHour, leaving.mmPerHour)
      else slideSum(block.state, entering.mmPerHour, leaving.mmPerHour)
    }
  }

  /** True where a whole frame of the window is missing. */
  get hasGap(): boolean {
    return this.#gaps > 0
  }

  /** (channel, cell): channel 0 the oldest; NaN in the cells of which a frame of the window is missing, everywhere with a gap. */
  pooled(): Float32Array {
    const cells = this.#cells
    const window = new Float32Array(this.#blocks.length * cells)
    for (const { age, steps, channel, state } of this.#blocks) {
      const out = window.subarray(channel * cells, (channel + 1) * cells)
      if (this.#pooling === 'last') out.set(this.#at(age).mmPerHour)
      else if (this.#pooling === 'mean') for (let cell = 0; cell < cells; cell++) out[cell] = state[cell] / steps
      else out.set(state)
    }
    if (this.hasGap) window.fill(Number.NaN)
    else if (this.#missing) {
      for (let cell = 0; cell < cells; cell++) {
        if (this.#missing[cell] > 0) for (let at = cell; at < window.length; at += cells) window[at] = Number.NaN
      }
    }
    return window
  }

  #at(age: number): Held {
    const frame = this.#count - 1 - age
    return frame < 0 ? this.#dry : this.#ring[frame % this.steps]
  }

  #hold(frame: Float32Array | undefined): Held {
    if (!frame) return { ...this.#dry, gap: true }
    let wet = false
    let missing: Uint8Array | undefined
    for (let cell = 0; cell < frame.length; cell++) {
      if (frame[cell] > 0) wet = true
      else if (Number.isNaN(frame[cell])) {
        missing ??= new Uint8Array(frame.length)
        missing[cell] = 1
      }
    }
    if (!missing) return { mmPerHour: frame, wet, gap: false }
    return { mmPerHour: frame.map((value) => (Number.isNaN(value) ? 0 : value)), wet, missing, gap: false }
  }

  #countMissing(entered: Held, left: Held): void {
    if (entered.missing) {
      this.#missing ??= new Uint32Array(this.#cells)
      for (let cell = 0; cell < this.#cells; cell++) this.#missing[cell] += entered.missing[cell]
    }
    if (left.missing && this.#missing) for (let cell = 0; cell < this.#cells; cell++) this.#missing[cell] -= left.missing[cell]
  }

  #slideMaximum({ age, steps, state }: Block, entering: Float32Array, leaving: Float32Array): void {
    for (let cell = 0; cell < this.#cells; cell++) {
      const greatest = state[cell]
      if (entering[cell] >= greatest) state[cell] = entering[cell]
      else if (leaving[cell] === greatest) {
        let found = 0
        for (let back = age; back < age + steps; back++) found = Math.max(found, this.#at(back).mmPerHour[cell])
        state[cell] = found
      }
    }
  }
}

function slideSum(state: Float64Array, entering: Float32Array, leaving: Float32Array): void {
  for (let cell = 0; cell < state.length; cell++) state[cell] += summable(entering[cell]) - summable(leaving[cell])
}
