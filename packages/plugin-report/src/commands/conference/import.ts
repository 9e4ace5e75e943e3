import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Args, Flags } from '@oclif/core'
import { PhdError } from '@phd/core'
import { PhdCommand } from '@phd/core/command'
import { choiceFlags, choiceOf, ownCalendar, problemJson, problemsText } from '../../conference/cli.js'
import type { Merged, Problem, ZoneAnswers } from '../../conference/index.js'

export interface ConferenceImportAnswer extends Omit<Merged, 'text'> {
  file: string
  files: number
  /** Deadlines that were read and chosen. */
  read: number
  written: boolean
  problems: ReturnType<typeof problemJson>[]
}

const mostShown = 40

export default class ConferenceImport extends PhdCommand {
  static override summary = 'Take deadlines from calendars in the public formats into yours.'
  static override description =
    `Reads the format of huggingface/ai-deadlines (one file a conference, or a folder of them) and the older one of paperswithcode/ai-deadlines.
Nothing is fetched: download the files first. Where a deadline cannot be read, every one is named and nothing is written: say what is meant with --zone, or take the rest with --partial.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> aaai.yml ijcai.yml',
    '<%= config.bin %> <%= command.id %> conferences/ --zone PST=UTC-8 --zone none=AoE',
    '<%= config.bin %> <%= command.id %> conferences/ --dry-run --json',
  ]
  static override strict = false
  static override args = { file: Args.string({ description: 'Calendar files, or folders of them.', required: true }) }
  static override flags = {
    zone: Flags.string({
      summary: 'What an abbreviation means in these files; none= for deadlines without a zone. May be given several times.',
      helpValue: 'PST=UTC-8',
      multiple: true,
      multipleNonGreedy: true,
    }),
    partial: Flags.boolean({ summary: 'Take what can be read, leave out the rest.' }),
    update: Flags.boolean({ summary: 'Where your calendar has another time, take that of the files.' }),
    'dry-run': Flags.boolean({ summary: 'Only say what would be taken.' }),
    ...choiceFlags,
    calendar: Flags.string({ summary: 'Calendar to write into.', helpValue: 'FILE', default: ownCalendar }),
  }

  async run(): Promise<ConferenceImportAnswer> {
    const { argv, flags } = await this.parse(ConferenceImport)
    const { choose, isNamed, merge, parseCalendar, readCalendar, readText, withFileLock, writeWhole } = await import('../../conference/index.js')
    const answers = await this.answers(flags.zone ?? [])
    const files = (argv as string[]).flatMap(calendarsAt)
    const calendars = files.map((file) => readCalendar(file, answers))
    const meant = <T extends Pick<Problem, 'conference' | 'fullName' | 'year'>>(all: T[]) =>
      flags.name === undefined ? all : all.filter((it) => it.conference === '' || isNamed(it, flags.name ?? ''))
    const deadlines = calendars.flatMap((it) => it.deadlines)
    const problems = meant(calendars.flatMap((it) => it.problems))
    if (problems.length > 0) process.stderr.write(`${problemsText(problems, mostShown)}\n`)
    const dry = flags['dry-run']
    if (problems.length > 0 && !flags.partial && !dry) throw unread(problems, meant(deadlines).length)
    const chosen = choose(deadlines, choiceOf(flags))
    const { merged, written } = await withFileLock(flags.calendar, () => {
      const own = parseCalendar(readText(flags.calendar), flags.calendar)
      const { text, ...merged } = merge(own, chosen, flags.update)
      const written = !dry && text !== own.yaml.text
      if (written) writeWhole(flags.calendar, text)
      return { merged, written }
    })
    this.log(
      `${chosen.length} deadlines in ${files.length} ${files.length === 1 ? 'file' : 'files'}: ${merged.added} ${dry ? 'would be added to' : 'added to'} ${flags.calendar}, ${merged.same} there already.`,
    )
    for (const { of, from, to, line } of merged.changed)
      this.log(`  ${flags.update ? 'moved' : 'differs'}: ${of}, line ${line}: ${from} -> ${to}${flags.update ? '' : ' (kept; --update takes it)'}`)
    return { file: flags.calendar, files: files.length, read: chosen.length, written, ...merged, problems: problems.map(problemJson) }
  }

  private async answers(pairs: string[]): Promise<ZoneAnswers> {
    const { parseZone } = await import('../../conference/index.js')
    const answers: ZoneAnswers = {}
    for (const pair of pairs) {
      const [word, zone, ...rest] = pair.split('=').map((part) => part.trim())
      if (!word || !zone || rest.length > 0)
        throw new PhdError('USAGE', `"${pair}" says of no abbreviation what it means.`, { expected: '--zone PST=UTC-8', received: pair, usage: true })
      if (isCertain(word, parseZone))
        throw new PhdError('USAGE', `${word} is certain; it is not given another meaning.`, {
          expected: 'an abbreviation like PST, or none',
          received: pair,
          usage: true,
        })
      answers[word.toUpperCase()] = parseZone(zone).name
    }
    return answers
  }
}

function calendarsAt(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path]
  const files = readdirSync(path)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(path, name))
  if (files.length === 0) throw new PhdError('CONFERENCE_NO_CALENDAR', `There is no calendar in ${path}.`, { expected: 'files that end in .yml or .yaml' })
  return files
}

function isCertain(word: string, parseZone: (text: string) => unknown): boolean {
  try {
    parseZone(word)
    return true
  } catch {
    return false
  }
}

function unread(problems: Problem[], read: number): PhdError {
  const words = [
    ...new Set(problems.filter(({ error }) => error.code === 'CONFERENCE_ZONE').map(({ error }) => (error.received === 'no zone' ? 'none' : error.received))),
  ]
  const answer = words.length > 0 ? `${words.map((word) => `--zone ${word}=ZONE`).join(' ')}, or ` : ''
  return new PhdError('CONFERENCE_IMPORT', `${problems.length} of ${read + problems.length} deadlines cannot be read; nothing was written.`, {
    expected: 'dates and time zones that are certain',
    received: 'what is listed above',
    remedy: `${answer}--partial to take the rest`,
  })
}
