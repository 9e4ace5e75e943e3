import { Flags } from '@oclif/core'
import { formatTable, PhdCommand } from '@phd/core/command'
import {
  calendarFlag,
  choiceFlags,
  choiceOf,
  clockFlags,
  clockOf,
  type DeadlineJson,
  deadlineJson,
  deadlineTable,
  problemJson,
  readCalendars,
  tellProblems,
} from '../../conference/cli.js'

export interface ConferenceListAnswer {
  deadlines: DeadlineJson[]
  problems: ReturnType<typeof problemJson>[]
}

export default class ConferenceList extends PhdCommand {
  static override summary = "List deadlines: in the venue's time zone, in yours and in UTC, with what is left."
  static override description = 'Exit code 1 where a deadline of the calendar cannot be read: it is named, and the others are shown.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --track doctoral-consortium --tz Europe/London',
    '<%= config.bin %> <%= command.id %> --name AAAI --all --json',
  ]
  static override flags = {
    ...choiceFlags,
    all: Flags.boolean({ summary: 'Show those that have passed, too.' }),
    calendar: calendarFlag,
    ...clockFlags,
  }

  async run(): Promise<ConferenceListAnswer> {
    const { flags } = await this.parse(ConferenceList)
    const { choose } = await import('../../conference/index.js')
    const clock = clockOf(flags)
    const { deadlines, problems } = readCalendars(flags.calendar)
    const chosen = choose(deadlines, { ...choiceOf(flags), from: flags.all ? undefined : clock.now })
    const { columns, rows } = deadlineTable(chosen, clock)
    if (rows.length > 0) this.log(formatTable(columns, rows))
    else {
      const others = (flags.all ? deadlines : deadlines.filter(({ at }) => at >= clock.now)).length
      this.log(flags.all ? 'No deadline.' : 'No deadline ahead. --all shows those that have passed.')
      if (others > 0) this.log(`The choice leaves out ${others === 1 ? 'one' : others}${flags.all ? '' : ' ahead'}.`)
    }
    tellProblems(problems, 'cannot be read')
    return { deadlines: chosen.map((it) => deadlineJson(it, clock)), problems: problems.map(problemJson) }
  }
}
