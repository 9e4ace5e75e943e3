/**
 * The questions of a draft that nobody answered yet: `TODO: …` paragraphs of report.md. Other outputs leave them out; a paper
 * shows where they stand. In a section with a `:::paper` fence those inside it count, else those outside every fence.
 */
import type { Todo } from './document.js'

interface Prompt extends Todo {
  /** Line of the heading of its section; 0 before the first. */
  sectionLine: number
  fence: string
}

export function promptsOf(markdown: string): Prompt[] {
  const lines = markdown.split(/\r\n?|\n/)
  const prompts: Prompt[] = []
  const fences: string[] = []
  let [sectionLine, place, code] = [0, 'abstract', false]
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (/^\s{0,3}(?:```|~~~)/.test(line)) code = !code
    if (code) continue
    const [, opened] = /^\s{0,3}:{3,}\s*([A-Za-z]+)/.exec(line) ?? []
    if (opened) fences.push(opened)
    else if (/^\s{0,3}:{3,}\s*$/.test(line)) fences.pop()
    const [, heading] = /^\s{0,3}##\s+(.+?)\s*(?:\{[^{}]*\})?\s*$/.exec(line) ?? []
    if (heading && fences.length === 0) [sectionLine, place] = [i + 1, heading]
    const [, first] = /^\s*(?:[-*+]\s+)?TODO\b:?\s*(.*)$/.exec(line) ?? []
    if (first === undefined) continue
    const rest: string[] = []
    while (i + 1 < lines.length && /^(?!\s*$|\s*:{3,}|\s*#|\s*[-*+]\s|\s*TODO\b)/.test(lines[i + 1])) rest.push(lines[++i].trim())
    prompts.push({ place, sectionLine, fence: fences[0] ?? '', text: [first, ...rest].join(' ').trim() })
  }
  return prompts
}
