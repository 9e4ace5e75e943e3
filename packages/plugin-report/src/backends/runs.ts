/** A laid paragraph as runs of one style each: by line, or whole. */
import type { LaidParagraph } from '../layout/index.js'
import type { Span } from '../source/model.js'
import { safeLink } from '../text/index.js'

export interface Run {
  text: string
  bold?: true
  italic?: true
  code?: true
  href?: string
}

/** The lines, each in runs. */
export function lineRuns({ lines, spans }: LaidParagraph): Run[][] {
  return spans ? spans.map((line) => merged(line.map(runOf))) : lines.map((text) => [{ text }])
}

/** The paragraph without its line breaks, for programs that break lines themselves. */
export function paragraphRuns({ text, spans, lines }: LaidParagraph): Run[] {
  if (!spans) return [{ text }]
  const words = text.replace(/[^\S\u00a0\u202f]+/g, ' ').replace(/^ /, '')
  let at = 0
  const runs: Run[] = []
  spans.forEach((line, i) => {
    if (i > 0 && words[at] === ' ') {
      runs[runs.length - 1].text += ' '
      at++
    }
    runs.push(...line.map(runOf))
    at += lines[i].length
  })
  return merged(runs)
}

function runOf({ text, bold, italic, code, href }: Span): Run {
  const link = safeLink(href)
  return {
    text,
    ...(bold && { bold: true as const }),
    ...(italic && { italic: true as const }),
    ...(code && { code: true as const }),
    ...(link && { href: link }),
  }
}

/** Neighbours of one style as one run. */
function merged(runs: Run[]): Run[] {
  const style = ({ text: _, ...rest }: Run) => JSON.stringify(rest)
  const out: Run[] = []
  for (const run of runs) {
    const last = out[out.length - 1]
    if (last && style(last) === style(run)) last.text += run.text
    else out.push({ ...run })
  }
  return out
}
