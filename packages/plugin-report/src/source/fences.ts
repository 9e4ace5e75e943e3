/**
 * Fences inside fences: `:::notes` may stand in `:::slide` with as many colons.
 *
 * Fences are matched like brackets and written anew with more colons the further out, which is what the parser asks for.
 */
import type { Problems } from './problems.js'

const opening = /^ {0,3}:{3,} *([a-zA-Z][\w-]*)/
const closing = /^ {0,3}:{3,} *$/
const deepest = 8
/** The parser's time grows with their square. */
const mostFences = 300

export function matchFences(text: string, lineOf: (line: number) => number, problems: Problems): string {
  const lines = text.split('\n')
  const open: { line: number; name: string }[] = []
  let count = 0
  lines.forEach((line, i) => {
    const name = opening.exec(line)?.[1]
    if (name) {
      if (++count === mostFences + 1) problems.add('REPORT_SOURCE_INVALID', lineOf(i + 1), `more than ${mostFences} fences`)
      if (open.length === deepest) problems.add('REPORT_SOURCE_INVALID', lineOf(i + 1), `fences are nested more than ${deepest} deep`)
      lines[i] = line.trimStart().replace(/^:+ */, colons(open.length))
      open.push({ line: i + 1, name })
    } else if (closing.test(line)) {
      if (open.length === 0) problems.add('REPORT_SOURCE_INVALID', lineOf(i + 1), 'this ":::" closes no fence', { remedy: 'take it out, or open one above it' })
      else open.pop()
      lines[i] = colons(open.length)
    }
  })
  for (const { line, name } of open) {
    problems.add('REPORT_SOURCE_INVALID', lineOf(line), `the fence ":::${name}" is never closed`, { expected: 'a line ":::" at its end', remedy: 'add it' })
  }
  return lines.join('\n')
}

function colons(depth: number): string {
  return ':'.repeat(3 + Math.max(0, deepest - depth))
}
