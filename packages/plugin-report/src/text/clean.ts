/** Words as they came from a file or a flag, made safe to print. */
import type { FontMetrics } from './fonts.js'

// XML 1.0 knows no control characters; bidirectional overrides would reorder what follows them.
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu

/** Control characters become spaces, line ends stay, Unicode is composed (NFC). */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .split(/\r\n?|\n/)
    .map((line) => line.replace(unprintable, ' '))
    .join('\n')
}

/** Characters that the shipped font cannot draw, each once. */
export function missingCharacters(text: string, metrics: FontMetrics): string[] {
  return [...new Set(text)].filter((character) => !/\s/.test(character) && !metrics.has(character))
}

/** For renderers that have the shipped font only: a hollow square stands for each missing character. */
export function drawable(text: string, metrics: FontMetrics): string {
  return [...text].map((character) => (/\s/.test(character) || metrics.has(character) ? character : '□')).join('')
}

/** True where the first letter with a direction is Hebrew or Arabic. */
export function isRightToLeft(text: string): boolean {
  const first = /[\p{L}]/u.exec(text)
  return first !== null && /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u.test(first[0])
}

export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length
}
