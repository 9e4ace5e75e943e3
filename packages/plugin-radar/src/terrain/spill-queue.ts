/** A binary heap of cells, lowest level first; equal levels leave in the order in which they came. */
export class SpillQueue {
  readonly #levels: Float64Array
  readonly #arrivals: Float64Array
  readonly #cells: Int32Array
  #size = 0
  #arrived = 0

  constructor(capacity: number) {
    this.#levels = new Float64Array(capacity)
    this.#arrivals = new Float64Array(capacity)
    this.#cells = new Int32Array(capacity)
  }

  push(level: number, cell: number): void {
    let at = this.#size++
    this.#put(at, level, this.#arrived++, cell)
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!this.#before(at, above)) break
      this.#swap(at, above)
      at = above
    }
  }

  /** The cell of the lowest level, or -1 where none is left. */
  pop(): number {
    if (this.#size === 0) return -1
    const cell = this.#cells[0]
    const last = --this.#size
    this.#put(0, this.#levels[last], this.#arrivals[last], this.#cells[last])
    for (let at = 0; ; ) {
      let least = at
      for (const below of [2 * at + 1, 2 * at + 2]) if (below < this.#size && this.#before(below, least)) least = below
      if (least === at) return cell
      this.#swap(at, least)
      at = least
    }
  }

  #before(a: number, b: number): boolean {
    return this.#levels[a] < this.#levels[b] || (this.#levels[a] === this.#levels[b] && this.#arrivals[a] < this.#arrivals[b])
  }

  #put(at: number, level: number, arrival: number, cell: number): void {
    this.#levels[at] = level
    this.#arrivals[at] = arrival
    this.#cells[at] = cell
  }

  #swap(a: number, b: number): void {
    const [level, arrival, cell] = [this.#levels[a], this.#arrivals[a], this.#cells[a]]
    this.#put(a, this.#levels[b], this.#arrivals[b], this.#cells[b])
    this.#put(b, level, arrival, cell)
  }
}
