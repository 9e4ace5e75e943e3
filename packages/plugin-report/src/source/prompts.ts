/** Questions that only the researcher can answer: paragraphs and items that begin with `TODO:`. */

export interface Prompt {
  line: number
  text: string
}

/** At the beginning of a paragraph, an item or a claim. */
export const promptPattern = /^\s*TODO\b:?\s*/

/** Of report.md as it is written, comments left out. */
export function promptsOf(markdown: string): Prompt[] {
  const visible = markdown.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '))
  return visible.split('\n').flatMap((line, i) => {
    const text = line.replace(/^\s*(?:[-*+>]\s+|\d+[.)]\s+|:{3,}\s*slide\[)*/, '')
    return promptPattern.test(text) ? [{ line: i + 1, text: text.replace(promptPattern, '').trim() }] : []
  })
}
