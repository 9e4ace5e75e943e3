/** Cells without a height that terrain encloses. */

/** How many are not connected to the edge over other such cells (by sides), and the first of them. */
export function holeCells(values: Float32Array, rows: number, columns: number): { count: number; first: number } {
  const outside = new Uint8Array(values.length)
  let front: number[] = []
  const reach = (i: number) => {
    if (outside[i] || Number.isFinite(values[i])) return
    outside[i] = 1
    front.push(i)
  }
  for (let x = 0; x < columns; x++) for (const y of [0, rows - 1]) reach(y * columns + x)
  for (let y = 0; y < rows; y++) for (const x of [0, columns - 1]) reach(y * columns + x)
  while (front.length > 0) {
    const before = front
    front = []
    for (const i of before) {
      const x = i % columns
      if (x > 0) reach(i - 1)
      if (x < columns - 1) reach(i + 1)
      if (i >= columns) reach(i - columns)
      if (i + columns < values.length) reach(i + columns)
    }
  }
  let count = 0
  let first = -1
  for (let i = 0; i < values.length; i++) {
    if (outside[i] || Number.isFinite(values[i])) continue
    count++
    if (first < 0) first = i
  }
  return { count, first }
}
