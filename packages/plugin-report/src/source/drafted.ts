/**
 * Marks a drafted file with the checksum of what was drafted, so that an edited file is never overwritten.
 *
 * The mark is a comment: `# drafted: 0123…` in YAML, `<!-- drafted: 0123… -->` in Markdown.
 */
import { createHash } from 'node:crypto'

const mark = /^(?:# drafted: ([0-9a-f]{16})|<!-- drafted: ([0-9a-f]{16}) -->)\n/m

export function withMark(body: string, as: 'yaml' | 'markdown'): string {
  return `${as === 'yaml' ? `# drafted: ${checksum(body)}` : `<!-- drafted: ${checksum(body)} -->`}\n${body}`
}

/** True where the text differs from what was drafted, or was never drafted. */
export function isEdited(text: string): boolean {
  const match = mark.exec(text)
  return !match || checksum(text.slice(match.index + match[0].length)) !== (match[1] ?? match[2])
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
