/**
 * report.yaml on disk into settings.
 *
 * Errors: REPORT_SETTINGS_INVALID, with every place that is wrong and its line; aliases, keys given twice, files too large.
 */
import { PhdError } from '@phd/core'
import { nearestNames } from '../text/nearest.js'
import { parseYaml } from '../yaml/index.js'
import type { ReportSettings } from './model.js'
import { settingsSchema } from './settings.js'

const code = 'REPORT_SETTINGS_INVALID'
const expected = 'the keys that phd report init writes'
const mostBytes = 1_000_000
const mostShown = 12

export interface SettingsFile {
  settings: ReportSettings
  /** Line of a value, by its path; of what it stands in where it has none. */
  lineOf(...path: (string | number)[]): number
}

export function readSettings(text: string, file: string): SettingsFile {
  if (Buffer.byteLength(text) > mostBytes) throw new PhdError(code, `${file} is too large to read.`, { expected: `at most ${mostBytes / 1e6} MB` })
  const yaml = parseYaml(text, file, { invalid: code, missing: 'REPORT_SOURCE_MISSING', expected })
  const lineOf = (...path: (string | number)[]) => {
    for (let length = path.length; length > 0; length--) {
      const node = yaml.document.getIn(path.slice(0, length), true)
      if (node) return yaml.lineOf(node)
    }
    return 1
  }
  const outcome = settingsSchema.safeParse(yaml.value ?? {})
  if (outcome.success) return { settings: outcome.data, lineOf }
  const problems = outcome.error.issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
    const line = issue.code === 'unrecognized_keys' ? lineOf(...path, issue.keys[0]) : lineOf(...path)
    return { line, text: `${file}:${line}: ${[path.join('.'), toldOf(issue, path)].filter(Boolean).join(': ')}` }
  })
  problems.sort((a, b) => a.line - b.line)
  const shown = problems.slice(0, mostShown).map((problem) => problem.text)
  const more = problems.length > mostShown ? [`and ${problems.length - mostShown} more`] : []
  throw new PhdError(code, [...shown, ...more].join('\n  '), { expected, remedy: 'mend these lines; the comments in the file say what each key is for' })
}

type Issue = { code?: string; message: string; keys?: string[]; issues?: { message: string }[] }

/** A key that is not known is told with the one that was probably meant. */
function toldOf(issue: Issue, path: (string | number)[]): string {
  if (issue.code === 'invalid_key') return issue.issues?.[0]?.message ?? issue.message
  if (issue.code !== 'unrecognized_keys') return issue.message.replace(/^Invalid input: expected/, 'expected')
  return (issue.keys ?? [])
    .map((key) => {
      const near = nearestNames(key, knownKeys(path))
      return `there is no key "${key}"${near.length ? `; did you mean "${near[0]}"?` : ''}`
    })
    .join('; ')
}

function knownKeys([part]: (string | number)[]): string[] {
  const groups: Record<string, string[]> = {
    poster: ['size', 'landscape', 'style'],
    slides: ['talkMinutes', 'questionMinutes', 'wordsPerMinute'],
    paper: ['pages', 'bibliography'],
    figures: ['run', 'result', 'draw', 'options', 'caption', 'alt'],
    numbers: ['value', 'label'],
    links: ['label', 'url'],
    logos: ['file', 'alt'],
  }
  return part === undefined ? Object.keys(settingsSchema.shape) : (groups[String(part)] ?? [])
}
