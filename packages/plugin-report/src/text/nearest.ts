/** The known names nearest to what was typed, the nearest first: by pairs of letters that both have (Dice), or where one begins the other. */
export function nearestNames(typed: string, known: string[], most = 3): string[] {
  const score = (name: string) => {
    const [a, b] = [typed.toLowerCase(), name.toLowerCase()]
    if (a.length > 1 && (b.startsWith(a) || a.startsWith(b))) return 1
    const [left, right] = [pairs(a), pairs(b)]
    const shared = left.filter((pair) => right.includes(pair)).length
    return (2 * shared) / Math.max(1, left.length + right.length)
  }
  return known
    .map((name) => ({ name, score: score(name) }))
    .filter((it) => it.score >= 0.3)
    .sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name)
}

function pairs(text: string): string[] {
  return Array.from({ length: Math.min(64, Math.max(0, text.length - 1)) }, (_, i) => text.slice(i, i + 2))
}
