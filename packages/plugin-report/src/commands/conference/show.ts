import { Args } from '@oclif/core'
import { formatTable, PhdCommand } from '@phd/core/command'
import { calendarFlag, clockFlags, clockOf, type DeadlineJson, deadlineJson, deadlineTable, readCalendars, tellProblems } from '../../conference/cli.js'

export interface ConferenceShowAnswer {
  conferences: { conference: string; year: number; fullName: string; when: string; place: string; url: string; tags: string[]; deadlines: DeadlineJson[] }[]
  /** Ids of venue profiles of these conferences. */
  venues: string[]
}

export default class ConferenceShow extends PhdCommand {
  static override summary = 'One conference: when, where, all its deadlines, and the venue profiles that there are for it.'
  static override examples = ['<%= config.bin %> <%= command.id %> AAAI', '<%= config.bin %> <%= command.id %> "AAAI 2027" --tz Europe/London']
  static override args = { name: Args.string({ description: 'Short or full name; with the year for one year.', required: true }) }
  static override flags = { calendar: calendarFlag, ...clockFlags }

  async run(): Promise<ConferenceShowAnswer> {
    const { args, flags } = await this.parse(ConferenceShow)
    const { choose } = await import('../../conference/index.js')
    const { listVenues } = await import('../../venues/index.js')
    const clock = clockOf(flags)
    const { deadlines, problems } = readCalendars(flags.calendar)
    const chosen = choose(deadlines, { name: args.name })
    const byConference = new Map<string, typeof chosen>()
    for (const it of chosen) {
      const key = `${it.conference} ${it.year}`
      byConference.set(key, [...(byConference.get(key) ?? []), it])
    }
    const names = new Set(chosen.map((it) => it.conference.toLowerCase()))
    const { venues } = await listVenues({ registry: this.registry() })
    const ids = venues.filter(({ venue }) => names.has(venue.conference.toLowerCase())).map(({ venue }) => venue.id)
    const conferences = [...byConference.values()].map((own) => {
      const { conference, year, fullName, when, place, url, tags } = own[0]
      this.log(fullName === conference ? `${conference} ${year}` : `${conference} ${year}: ${fullName}`)
      for (const line of [[when, place].filter(Boolean).join(', '), url, tags.length > 0 ? `tags: ${tags.join(', ')}` : '']) if (line) this.log(`  ${line}`)
      const { columns, rows } = deadlineTable(own, clock, true)
      this.log(`\n${formatTable(columns.slice(1), rows)}\n`)
      return { conference, year, fullName, when, place, url, tags, deadlines: own.map((it) => deadlineJson(it, clock)) }
    })
    if (ids.length > 0) this.log(`What they ask for:  ${ids.map((id) => `phd conference venues ${id}`).join('   ')}`)
    tellProblems(problems, 'cannot be read')
    return { conferences, venues: ids }
  }
}
