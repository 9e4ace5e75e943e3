/**
 * Is this TeX mathematics and nothing else? Answers it ready to print, or throws REPORT_PAPER_TEX with what it may not hold.
 *
 * Refused: commands that are not on the list, `^^` (which spells characters by their code), `$`, `%`, `#`, `~`, and braces,
 * `\\left … \\right` and environments that do not match.
 */
import { PhdError } from '@phd/core'
import { mathOf } from './characters.js'
import { mathCommands, mathControlSymbols, mathEnvironments, needsAms } from './math-commands.js'

export interface CheckedMath {
  tex: string
  /** Whether amsmath and amssymb have to be loaded. */
  ams: boolean
}

const token = /\\([A-Za-z]+)|\\([\s\S])|([\s\S])/gu
const longest = 4000

export function checkMath(source: string): CheckedMath {
  const text = source.replace(/\s+/g, ' ').trim()
  const refuse = (why: string) => {
    throw new PhdError('REPORT_PAPER_TEX', `This mathematics is not printed: ${why}.`, {
      expected: 'TeX that prints symbols: no definition, file, macro or comment',
      received: text.slice(0, 120),
      remedy: 'write it with the usual commands, or as plain text',
    })
  }
  if (text.length > longest) refuse(`it has ${text.length} characters, and ${longest} are the limit`)
  if (text.includes('^^')) refuse('^^ spells characters by their code')
  const out: string[] = []
  const open: string[] = []
  const close = (what: string) => {
    const last = open.pop()
    if (last !== what) refuse(last === undefined ? `${what} closes nothing` : `${last} is closed by ${what}`)
  }
  let ams = false
  let environments = 0
  for (const [all, command, symbol, character] of text.matchAll(token)) {
    if (command !== undefined) {
      if (!mathCommands.has(command)) refuse(`\\${command} is not among the commands of mathematics that phd passes on`)
      ams ||= needsAms.has(command)
      if (command === 'left') open.push('\\right')
      if (command === 'right') close('\\right')
    } else if (symbol !== undefined && !mathControlSymbols.has(symbol)) refuse(`\\${symbol} is not among the commands that phd passes on`)
    else if (character === '{') open.push('}')
    else if (character === '}') close('}')
    else if (character !== undefined && '$%#~'.includes(character)) refuse(`${character} has another meaning in TeX; write \\${character}`)
    else if (character === '&' && environments === 0) refuse('& stands outside of an environment; write \\&')
    if (command === 'begin') environments++
    if (command === 'end') environments--
    const mapped = character !== undefined && /[^ -~]/.test(character) ? mathOf(character) : all
    if (mapped === undefined) refuse(`it holds ${character} (U+${character.codePointAt(0)?.toString(16).toUpperCase()}), which has no TeX here`)
    out.push(mapped ?? '')
  }
  if (open.length) refuse(`${open.at(-1)} is missing`)
  requireEnvironments(text, refuse)
  return { tex: out.join('').trim(), ams }
}

function requireEnvironments(text: string, refuse: (why: string) => void): void {
  const open: string[] = []
  const found = [...text.matchAll(/\\(begin|end)\b\s*(?:\{([A-Za-z]*\*?)\})?/g)]
  for (const [, which, name = ''] of found) {
    if (!mathEnvironments.has(name)) refuse(`\\${which}{${name}} is not an environment that phd passes on`)
    if (which === 'begin') open.push(name)
    else if (open.pop() !== name) refuse(`\\end{${name}} ends nothing`)
  }
  if (open.length) refuse(`\\end{${open.at(-1)}} is missing`)
}
