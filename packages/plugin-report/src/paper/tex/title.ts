/** First line and author block, as each family of kits wants them. */
import type { PaperRules } from '../../venues/venue.js'
import type { PaperDocument } from '../document.js'
import type { Kit } from '../kits.js'

export function documentClass({ layout }: PaperRules, { family, name, isClass }: Kit, anonymous: boolean): string {
  const letter = Math.abs(layout.widthMm - 215.9) < 1
  if (family === 'acmart') {
    const options = [layout.columns === 2 ? 'sigconf' : 'manuscript', ...(anonymous ? ['anonymous', 'review'] : [])]
    return `\\documentclass[${options.join(',')}]{acmart}`
  }
  if (isClass) return `\\documentclass{${name}}`
  // article's 11pt is 10.95
  const points = Math.round(layout.fontPt)
  const size = [11, 12].includes(points) ? [`${points}pt`] : []
  const options = [letter ? 'letterpaper' : 'a4paper', ...size, ...(family === 'article' && layout.columns === 2 ? ['twocolumn'] : [])]
  return `\\documentclass[${options.join(',')}]{article}`
}

export function authorBlock({ authors, affiliation, contact, anonymous }: PaperDocument, { family }: Kit, text: (words: string) => string): string {
  if (anonymous)
    return family === 'ecai'
      ? '\\author[A]{\\fnms{Anonymous}~\\snm{Author}}\n\\address[A]{}'
      : `\\author{Anonymous submission}${family === 'aaai' ? '\n\\affiliations{}' : family === 'llncs' ? '\n\\institute{}' : ''}`
  const names = authors.map(text)
  const home = [affiliation, contact].filter(Boolean).map(text)
  switch (family) {
    case 'aaai':
      return `\\author{${names.join(', ')}}\n\\affiliations{${home.join('\\\\\n{}')}}`
    case 'ijcai':
      return `\\author{${names.join(' \\and ')}\n\\affiliations\n${text(affiliation)}${contact ? `\n\\emails\n${text(contact)}` : ''}}`
    case 'acmart': {
      // the class refuses an empty country; the last of several parts prints in its place
      const parts = affiliation.split(/,\s*/)
      const country = parts.length > 1 ? text(parts.pop() ?? '') : '~'
      const each = `\\affiliation{\\institution{${text(parts.join(', '))}}\\country{${country}}}`
      return authors.map((name, i) => `\\author{${text(name)}}\n${i === 0 && contact ? `\\email{${text(contact)}}\n` : ''}${each}`).join('\n')
    }
    case 'ecai': {
      const parts = authors.map((name) => name.trim().split(/\s+/))
      const each = parts.map((words) => `\\author[A]{\\fnms{${text(words.slice(0, -1).join(' '))}}~\\snm{${text(words.at(-1) ?? '')}}}`)
      return [...each, `\\address[A]{${home.join(', ')}}`].join('\n')
    }
    case 'llncs':
      return `\\author{${names.join(' \\and ')}}\n\\institute{${home.join('\\\\ {}')}}`
    default:
      return `\\author{${names.join(', ')}${home.map((line) => `\\\\\n\\small ${line}`).join('')}}\n\\date{}`
  }
}
