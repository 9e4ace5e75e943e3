/** The scheme as it is printed, one loop after the other over every cell, with float64 and Math.cbrt: slow, and independent. */
interface Textbook {
  rows: number
  columns: number
  cellMetres: number
  elevationMetres: ArrayLike<number>
  manning: number
  theta: number
  froudeLimit: number
  minimum: number
}

export function textbookSolver({ rows, columns, cellMetres: dx, elevationMetres: z, manning: n, theta, froudeLimit, minimum }: Textbook, start: Float64Array) {
  const g = 9.81
  const depth = start.slice()
  const at = (y: number, x: number) => (y < 0 || x < 0 || y >= rows || x >= columns ? -1 : y * columns + x)
  const grid = () => Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1))
  let [qx, qy] = [grid(), grid()]
  const face = (a: number, b: number, q: number, before: number, after: number, dt: number) => {
    if (a < 0 || b < 0) return 0
    const h = Math.max(z[a] + depth[a], z[b] + depth[b]) - Math.max(z[a], z[b])
    if (h <= minimum) return 0
    const slope = (z[b] + depth[b] - z[a] - depth[a]) / dx
    const p = theta * q + ((1 - theta) / 2) * (before + after) - g * h * dt * slope
    const drag = (g * dt * n * n) / (h * h * Math.cbrt(h))
    const slowed = p === 0 ? 0 : (Math.sign(p) * (Math.sqrt(1 + 4 * drag * Math.abs(p)) - 1)) / (2 * drag)
    const fastest = froudeLimit * h * Math.sqrt(g * h)
    return Math.max(-fastest, Math.min(fastest, slowed))
  }
  const step = (dt: number, rain?: ArrayLike<number>) => {
    const [nx, ny] = [grid(), grid()]
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        nx[y][x] = face(at(y, x - 1), at(y, x), qx[y][x], x > 0 ? qx[y][x - 1] : 0, qx[y][x + 1], dt)
        ny[y][x] = face(at(y - 1, x), at(y, x), qy[y][x], y > 0 ? qy[y - 1][x] : 0, qy[y + 1][x], dt)
      }
    }
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const out = ((Math.max(-nx[y][x], 0) + Math.max(nx[y][x + 1], 0) + Math.max(-ny[y][x], 0) + Math.max(ny[y + 1][x], 0)) * dt) / dx
        const share = out > depth[at(y, x)] ? depth[at(y, x)] / out : 1
        if (nx[y][x] < 0) nx[y][x] *= share
        if (nx[y][x + 1] > 0) nx[y][x + 1] *= share
        if (ny[y][x] < 0) ny[y][x] *= share
        if (ny[y + 1][x] > 0) ny[y + 1][x] *= share
      }
    }
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const gained = ((nx[y][x] - nx[y][x + 1] + ny[y][x] - ny[y + 1][x]) * dt) / dx
        depth[at(y, x)] = Math.max(0, depth[at(y, x)] + gained) + ((rain?.[at(y, x)] ?? 0) / 3_600_000) * dt
      }
    }
    ;[qx, qy] = [nx, ny]
  }
  return { depth, step }
}
