/** The TeX of a field as plain text: accents composed, braces and commands gone. For the preview and for messages only. */
import { combiningAccents, texLetters } from './accents.js'

const marks = new Map(Object.entries(combiningAccents).map(([mark, command]) => [command, mark]))
const letters = new Map(Object.entries(texLetters).map(([letter, command]) => [command, letter]))
const dotless: Record<string, string> = { ı: 'i', ȷ: 'j' }
const symbols: Record<string, string> = {
  textendash: '–',
  textemdash: '—',
  ldots: '…',
  dots: '…',
  aa: 'å',
  AA: 'Å',
  TeX: 'TeX',
  LaTeX: 'LaTeX',
  S: '§',
  copyright: '©',
}

export function plainText(tex: string): string {
  const out: string[] = []
  let at = 0
  const argument = (): string => {
    while (/\s/.test(tex[at] ?? '')) at++
    if (tex[at] === '{') {
      const from = ++at
      for (let depth = 1; at < tex.length && depth > 0; at++) depth += tex[at] === '{' ? 1 : tex[at] === '}' ? -1 : 0
      return plainText(tex.slice(from, at - 1))
    }
    if (tex[at] === '\\') return command()
    return tex[at++] ?? ''
  }
  const command = (): string => {
    at++
    const [name] = /^(?:[A-Za-z]+|[^A-Za-z]?)/.exec(tex.slice(at, at + 60)) as RegExpExecArray
    at += name.length
    const mark = marks.get(name)
    if (mark !== undefined) {
      const base = argument()
      return base && ((dotless[base] ?? base.slice(0, 1)) + mark + base.slice(1)).normalize('NFC')
    }
    if (/^[A-Za-z]/.test(name)) while (tex[at] === ' ') at++
    return letters.get(name) ?? symbols[name] ?? (/^[&%$#_{} ]$/.test(name) ? name : '')
  }
  while (at < tex.length) {
    const character = tex[at]
    if (character === '\\') out.push(command())
    else {
      at++
      if (character === '~') out.push('\u00a0')
      else if (!'{}$'.includes(character)) out.push(character)
    }
  }
  return out.join('').replace(/---/g, '—').replace(/--/g, '–').replace(/``|''/g, '"')
}
