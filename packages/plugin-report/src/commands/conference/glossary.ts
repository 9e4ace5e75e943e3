import { Args } from '@oclif/core'
import { PhdCommand } from '@phd/core/command'
import type { Term } from '../../conference/index.js'

export default class ConferenceGlossary extends PhdCommand {
  static override summary = 'What the words of conferences mean, for the first time.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> plenary']
  static override args = { term: Args.string({ description: 'A word; without one, all of them.' }) }

  async run(): Promise<{ terms: Term[] }> {
    const { term } = (await this.parse(ConferenceGlossary)).args
    const { glossary, termOf } = await import('../../conference/index.js')
    const terms = term === undefined ? glossary : [termOf(term)]
    for (const { term, also, means } of terms) this.log(`${term}${also ? ` (${also.join(', ')})` : ''}\n${wrapped(means)}\n`)
    return { terms }
  }
}

function wrapped(text: string, width = 88): string {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    if (lines[lines.length - 1].length + word.length >= width) lines.push('')
    lines[lines.length - 1] += `${lines[lines.length - 1] ? ' ' : ''}${word}`
  }
  return lines.map((line) => `  ${line}`).join('\n')
}
