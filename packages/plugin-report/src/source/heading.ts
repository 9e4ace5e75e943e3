/** `## Heading {#id role=results wide}`. */
import type { Heading } from 'mdast'
import { textOf } from './block-text.js'
import type { Reading } from './context.js'
import { type ReportSection, type SectionRole, sectionRoles } from './model.js'
import { restore } from './protect.js'
import { spansOf } from './spans.js'

/** What a heading most probably is about; the first that matches. */
const guesses: [SectionRole, RegExp][] = [
  ['mentors', /mentor|questions? (to|for)|ask/i],
  ['next', /next|future|plan|timeline|remaining|outlook/i],
  ['limits', /limit|threat|fail|caveat|shortcoming|did not work/i],
  ['ethics', /ethic|data statement|privacy|availability|licen[cs]e|consent/i],
  ['gap', /gap|related|state of the art|today|prior|background/i],
  ['results', /result|progress|evaluation|finding|experiment|beats|better|score/i],
  ['method', /method|approach|model|how|novel|solution|contribution/i],
  ['data', /data|material|rain and terrain|posts\b/i],
  ['problem', /problem|motivation|why|introduction|question|goal|aim/i],
]

export function headingOf(node: Heading, reading: Reading): Omit<ReportSection, 'blocks'> {
  const line = reading.lineOf(node.position?.start.line ?? 1)
  const spans = spansOf(node.children, reading)
  const printed = textOf(spans)
  const headingOrigins = spans.flatMap(({ number }) => number ?? [])
  const match = /^(.*?)\s*\{([^{}]*)\}$/.exec(printed)
  const heading = (match ? match[1] : printed).trim()
  if (heading === '') reading.problems.add('REPORT_SOURCE_INVALID', line, 'a section has no heading')
  reading.said = [heading]
  const settings = attributes(match?.[2] ?? '', line, reading)
  return {
    id: settings.id ?? idOf(restore(heading, reading.pieces)),
    heading,
    ...(headingOrigins.length ? { headingOrigins } : {}),
    role: settings.role ?? guessRole(heading),
    wide: settings.wide,
    line,
  }
}

/** By its words; `other` where they say nothing. */
export function guessRole(heading: string): SectionRole {
  return guesses.find(([, pattern]) => pattern.test(heading))?.[0] ?? 'other'
}

function attributes(text: string, line: number, reading: Reading): { id?: string; role?: SectionRole; wide: boolean } {
  const settings: { id?: string; role?: SectionRole; wide: boolean } = { wide: false }
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const role = sectionRoles.find((name) => word === `role=${name}`)
    if (word === 'wide') settings.wide = true
    else if (/^#[\w-]+$/.test(word)) settings.id = word.slice(1)
    else if (role) settings.role = role
    else {
      reading.problems.add('REPORT_SOURCE_INVALID', line, `a heading has no setting "${word}"`, {
        expected: `wide, #id, or role= with one of ${sectionRoles.join(', ')}`,
        received: word,
      })
    }
  }
  return settings
}

function idOf(heading: string): string {
  return (
    heading
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'section'
  )
}
