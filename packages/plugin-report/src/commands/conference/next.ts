import { Flags } from '@oclif/core'
import { formatTable, PhdCommand } from '@phd/core/command'
import {
  calendarFlag,
  choiceFlags,
  choiceOf,
  clockFlags,
  clockOf,
  deadlineJson,
  deadlineTable,
  isSoon,
  problemJson,
  readCalendars,
  tellProblems,
} from '../../conference/cli.js'
import type { ConferenceListAnswer } from './list.js'

export default class ConferenceNext extends PhdCommand {
  static override summary = 'The deadlines that come next, the nearest first; fewer than 14 days are marked.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --count 1 --track doctoral-consortium --json']
  static override flags = {
    count: Flags.integer({ summary: 'How many.', default: 5, min: 1, helpValue: 'N' }),
    ...choiceFlags,
    calendar: calendarFlag,
    ...clockFlags,
  }

  async run(): Promise<ConferenceListAnswer> {
    const { flags } = await this.parse(ConferenceNext)
    const { choose, countdown } = await import('../../conference/index.js')
    const clock = clockOf(flags)
    const { deadlines, problems } = readCalendars(flags.calendar)
    const ahead = choose(deadlines, { ...choiceOf(flags), from: clock.now })
    const chosen = ahead.slice(0, flags.count)
    const { columns, rows } = deadlineTable(chosen, clock)
    if (rows.length > 0) this.log(formatTable(columns, rows))
    else this.log('No deadline ahead.')
    const soon = ahead.filter(({ at }) => isSoon(at, clock.now))
    if (soon.length > 0) {
      const [first] = soon
      this.log(
        `\n! ${soon.length === 1 ? 'One deadline' : `${soon.length} deadlines`} within 14 days; ${first.conference} ${first.year} in ${countdown(first.at, clock.now)}.`,
      )
    }
    tellProblems(problems, 'cannot be read')
    return { deadlines: chosen.map((it) => deadlineJson(it, clock)), problems: problems.map(problemJson) }
  }
}
