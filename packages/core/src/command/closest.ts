/** The known name nearest to what was typed (optimal string alignment), where it is near enough to be meant; else undefined. */
export function closest(typed: string, known: string[]): string | undefined {
  const ranked = known.map((name) => ({ name, distance: distance(typed, name) })).sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
  const best = ranked[0]
  return best && best.distance <= Math.max(1, Math.ceil(typed.length / 3)) ? best.name : undefined
}

/** Insertions, deletions, substitutions and swaps of neighbours that lead from a to b. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)])
  rows[0] = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const substitution = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, substitution)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1)
    }
  }
  return rows[a.length][b.length]
}
