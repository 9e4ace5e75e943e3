/** Whether a number that was recorded at a build still stands where it was printed. */
import type { PrintedNumber } from '../../manifest/index.js'

export const recordedNumberRule = {
  id: 'recorded-number',
  severity: 'note' as const,
  about: 'The numbers that were printed at the build still stand where they were; what was typed in their place comes from no run.',
  remedy: 'put the number back, or change it in report.md and build again',
}

/** Numbers that are gone. `textAt` answers what stands on a page, undefined where that cannot be told. */
export function goneNumbers(
  numbers: PrintedNumber[],
  textAt: (page: number, place: string) => string | undefined,
  { word, holds }: { word: string; holds: (text: string, printed: string) => boolean },
): string[] {
  const known = new Map<string, string | undefined>()
  const text = (page: number, place: string): string | undefined => {
    const key = `${page} ${place === 'notes'}`
    if (!known.has(key)) known.set(key, textAt(page, place))
    return known.get(key)
  }
  const isGone = ({ page, place, printed }: PrintedNumber) => {
    const own = text(page, place)
    if (!/\d/.test(printed) || own === undefined || holds(own, printed)) return false
    if (!place.startsWith('table ')) return true
    // A table that goes on over several slides is recorded where it begins.
    for (let next = page + 1; ; next++) {
      const more = text(next, place)
      if (!more?.includes('(continued)')) return true
      if (holds(more, printed)) return false
    }
  }
  const places = numbers
    .filter(isGone)
    .map(({ page, place, printed, reference }) => `${word} ${page}, ${place}: ${printed} is not printed there any more ({{${reference}}})`)
  return [...new Set(places)]
}

/** As a number of its own: 3 does not stand in 0.31, nor in −3. A line may be broken at any space. */
export function holdsNumber(text: string, printed: string): boolean {
  const pattern = printed
    .trim()
    .split(/\s+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s*')
  return new RegExp(`(?<!\\d|\\d[.,]|(?:^|[\\s(])[-−])${pattern}(?!\\d|[.,]\\d)`).test(text)
}

/** Words may be broken at a hyphen, and signs come back as others: only what is written in digits is asked for. */
export function holdsDigits(text: string, printed: string): boolean {
  const plain = text.replace(/[−‐‑–]/g, '-')
  const pieces = printed
    .replace(/[−‐‑–]/g, '-')
    .split(/\p{L}+/u)
    .map((piece) => piece.replace(/^[^\d-]+|[^\d%]+$/g, ''))
  return pieces.filter((piece) => /\d/.test(piece)).every((piece) => holdsNumber(plain, piece.replace(/^-(?!\d)/, '')))
}
