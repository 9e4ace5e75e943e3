/**
 * Python's idea of text, where it differs from JavaScript's: str.split(), str.strip(string.punctuation), str.isupper()
 * and len(). Python counts code points, JavaScript UTF-16 units.
 */

/** The words of `text.split()`, each without the ASCII punctuation round it, unless two code points or fewer remain (an emoticon). */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  let start = -1
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !isSpace(text.charCodeAt(i))) {
      if (start < 0) start = i
    } else if (start >= 0) {
      words.push(withoutPunctuation(text, start, i))
      start = -1
    }
  }
  return words
}

/** True for the characters at which `str.split()` splits. They differ from `\s`: U+001C to U+001F and U+0085 count, U+FEFF does not. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f)
  if (code < 0x1680) return code === 0x85 || code === 0xa0
  return code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000
}

/** `str.isupper()`: some letter with case, and none that is lower or title case. */
export function isUpper(word: string): boolean {
  let upper = false
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    if (code >= 0x80) return !notUpper.test(word) && someUpper.test(word)
    if (code >= 0x61 && code <= 0x7a) return false
    if (code >= 0x41 && code <= 0x5a) upper = true
  }
  return upper
}

const notUpper = /[\p{Lowercase}\p{Lt}]/u
const someUpper = /\p{Uppercase}/u

function withoutPunctuation(text: string, start: number, end: number): string {
  let first = start
  let last = end
  while (first < last && isPunctuation(text.charCodeAt(first))) first++
  while (first < last && isPunctuation(text.charCodeAt(last - 1))) last--
  const stripped = text.slice(first, last)
  return codePoints(stripped) <= 2 ? text.slice(start, end) : stripped
}

function isPunctuation(code: number): boolean {
  return (code >= 0x21 && code <= 0x2f) || (code >= 0x3a && code <= 0x40) || (code >= 0x5b && code <= 0x60) || (code >= 0x7b && code <= 0x7e)
}

/** Exact up to four UTF-16 units; longer texts have more than two code points anyway. */
function codePoints(text: string): number {
  return text.length > 4 ? text.length : [...text].length
}
