/** `--option column=iouWet`, `samples=3`, `columns=name,iouWet`, `panels=[…]` as JSON. */
import { PhdError } from '@phd/core'
import type { FigureOptions } from '../options.js'

/** REPORT_FIGURE_OPTION for what is not KEY=VALUE. */
export function optionsOfText(given: string[]): FigureOptions {
  return Object.fromEntries(
    given.map((option) => {
      const at = option.indexOf('=')
      if (at < 1) throw new PhdError('REPORT_FIGURE_OPTION', `"${option}" sets nothing.`, { expected: 'KEY=VALUE', received: option, usage: true })
      return [option.slice(0, at), parsedValue(option.slice(at + 1))]
    }),
  )
}

/** Numbers, truth values and JSON as such; names with commas as a list. */
function parsedValue(text: string): unknown {
  if (/^(-?\d+(\.\d+)?([eE][+-]?\d+)?|true|false|\[.*\]|\{.*\})$/s.test(text)) {
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  }
  return text.includes(',') ? text.split(',').map((part) => part.trim()) : text
}
