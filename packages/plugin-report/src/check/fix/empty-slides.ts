/** Slides without content, commented out in report.md: the lines stay, and can be taken back. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomic } from '@phd/core'
import type { ReportSource, SlideSource } from '../../source/model.js'
import { emptySlide } from '../rules/source/completeness.js'

/** Claims of the slides that were commented out. */
export function commentEmptySlides(dir: string, source: ReportSource): string[] {
  const file = join(dir, 'report.md')
  const lines = readFileSync(file, 'utf8').split('\n')
  const isEmpty = (slide: SlideSource) =>
    emptySlide.find({ source: { ...source, sections: [{ ...source.sections[0], slides: [slide] }] }, markdown: '' }) as string[]
  const empty = source.sections.flatMap(({ slides = [] }) => slides).filter((slide) => isEmpty(slide).length > 0)
  const done: string[] = []
  for (const slide of [...empty].sort((a, b) => b.line - a.line)) {
    const [from, to] = fenceAt(lines, slide.line - 1)
    const block = lines.slice(from, to + 1)
    if (to < from || block.some((line) => line.includes('--'))) continue
    lines.splice(from, block.length, '<!-- an empty slide:', ...block, '-->')
    done.push(slide.claim.map(({ text }) => text).join('') || '(no claim)')
  }
  if (done.length > 0) writeAtomic(file, lines.join('\n'))
  return done.reverse()
}

/** First and last line of the fence that opens at `from`; last before first where it is no fence or never closes. */
function fenceAt(lines: string[], from: number): [number, number] {
  const colons = /^\s*(:{3,})slide/.exec(lines[from] ?? '')?.[1]
  if (colons === undefined) return [from, from - 1]
  const open = [colons.length]
  for (let i = from + 1; i < lines.length; i++) {
    const opens = /^\s*(:{3,})[A-Za-z]/.exec(lines[i])
    const closes = /^\s*(:{3,})\s*$/.exec(lines[i])
    if (opens) open.push(opens[1].length)
    else if (closes && closes[1].length >= open[open.length - 1]) {
      open.pop()
      if (open.length === 0) return [from, i]
    }
  }
  return [from, from - 1]
}
