import { Flags } from '@oclif/core'
import { PhdCommand } from '@phd/core/command'
import { calendarFlag, choiceFlags, choiceOf, clockOf, problemJson, readCalendars, tellProblems } from '../../conference/cli.js'

export interface ConferenceIcsAnswer {
  file: string
  events: number
  problems: ReturnType<typeof problemJson>[]
}

export default class ConferenceIcs extends PhdCommand {
  static override summary = 'Write deadlines as iCalendar, to import in a calendar: with reminders 14 and 2 days before.'
  static override description =
    'The times are instants, so that your calendar shows them in its own zone. Import again after a change: each deadline keeps its identity.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --name AAAI --out aaai.ics']
  static override flags = {
    out: Flags.string({ summary: 'File to write.', default: 'conferences.ics', helpValue: 'FILE' }),
    ...choiceFlags,
    ahead: Flags.boolean({ summary: 'Only those that have not passed.' }),
    calendar: calendarFlag,
    now: Flags.string({ summary: 'With --ahead: count from this instant instead of the present.', helpValue: '2026-11-26T12:00Z' }),
  }

  async run(): Promise<ConferenceIcsAnswer> {
    const { flags } = await this.parse(ConferenceIcs)
    const { choose, toIcs, writeWhole } = await import('../../conference/index.js')
    const { deadlines, problems } = readCalendars(flags.calendar)
    const chosen = choose(deadlines, { ...choiceOf(flags), from: flags.ahead ? clockOf(flags).now : undefined })
    writeWhole(flags.out, toIcs(chosen))
    this.log(`${chosen.length} ${chosen.length === 1 ? 'deadline' : 'deadlines'} in ${flags.out}`)
    tellProblems(problems, 'cannot be read')
    return { file: flags.out, events: chosen.length, problems: problems.map(problemJson) }
  }
}
