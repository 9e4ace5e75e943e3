/**
 * A .bib file in ASCII: BibTeX counts bytes, so a style that shortens `É. Zola` to initials would cut the letter in two.
 *
 * BibTeX knows no comments: an entry behind `%` would be read, so its `@` is written out. `texOf` gives the TeX of a
 * character, undefined where there is none; such characters stay and are answered.
 */
export function asciiBib(text: string, texOf: (character: string) => string | undefined): { text: string; missing: string[] } {
  const missing = new Set<string>()
  const ascii = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/^[ \t]*%.*$/gm, (comment) => comment.replaceAll('@', '(at)'))
    .replace(/[^\p{ASCII}]/gu, (character) => {
      const tex = texOf(character)
      if (tex === undefined) missing.add(character)
      return tex === undefined ? character : /^\\/.test(tex) ? `{${tex}}` : tex
    })
  return { text: ascii, missing: [...missing] }
}
