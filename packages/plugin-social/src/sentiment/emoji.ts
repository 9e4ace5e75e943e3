/**
 * Emoji into words, one code point at a time: each gives way to its description, with a space before it unless a space
 * stands there. No space goes after it, as in VADER: the word that follows directly is joined to the description.
 */
export function describeEmoji(text: string, descriptions: ReadonlyMap<number, string>): string {
  let described = ''
  let copied = 0
  let afterSpace = true
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i)!
    const width = code > 0xffff ? 2 : 1
    const description = code < firstEmoji ? undefined : descriptions.get(code)
    if (description !== undefined) {
      described += text.slice(copied, i) + (afterSpace ? '' : ' ') + description
      copied = i + width
      afterSpace = false
    } else afterSpace = code === 0x20
    i += width
  }
  return copied === 0 ? text : described + text.slice(copied)
}

/** U+00A9, the copyright sign, is the least code point in the emoji lexicon. */
const firstEmoji = 0xa9
