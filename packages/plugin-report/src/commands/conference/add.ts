import { Flags } from '@oclif/core'
import { PhdError } from '@phd/core'
import { PhdCommand } from '@phd/core/command'
import { clockFlags, clockOf, type DeadlineJson, deadlineJson, ownCalendar } from '../../conference/cli.js'
import type { Deadline } from '../../conference/index.js'

export interface ConferenceAddAnswer {
  file: string
  deadline: DeadlineJson
}

export default class ConferenceAdd extends PhdCommand {
  static override summary = 'Add a deadline to your calendar, conferences.yaml.'
  static override description =
    'The file is made where there is none; what stands in it, comments too, is kept as it is. Nothing is asked: all is given by flags.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --name AAAI --year 2027 --track doctoral-consortium --deadline "2026-12-01 23:59" --zone AoE --url https://aaai.org',
    '<%= config.bin %> <%= command.id %> --name EGU --year 2027 --stage abstract --deadline "2027-01-15 13:00" --zone Europe/Berlin',
  ]
  static override flags = {
    name: Flags.string({ summary: 'Short name of the conference.', required: true }),
    year: Flags.integer({ summary: 'Year of the conference; a deadline often lies in the year before.', required: true, min: 1970, max: 2100 }),
    deadline: Flags.string({ summary: 'Date and time as the call says.', required: true, helpValue: '"2026-12-01 23:59"' }),
    zone: Flags.string({ summary: 'Time zone as the call says: AoE, UTC, UTC+5:30, Europe/London.' }),
    track: Flags.string({ summary: 'main, doctoral-consortium, workshop, poster, …', default: 'main' }),
    stage: Flags.string({ summary: 'submission, abstract, notification, camera-ready, …', default: 'submission' }),
    label: Flags.string({ summary: 'What the call names it.' }),
    'full-name': Flags.string({ summary: 'Full name of the conference.' }),
    url: Flags.string({ summary: 'Address of the call.' }),
    place: Flags.string({ summary: 'Where the conference is.' }),
    when: Flags.string({ summary: 'When the conference is.' }),
    tag: Flags.string({ summary: 'A tag to filter by; may be given several times.', multiple: true, multipleNonGreedy: true }),
    calendar: Flags.string({ summary: 'Calendar to add to.', helpValue: 'FILE', default: ownCalendar }),
    ...clockFlags,
  }

  async run(): Promise<ConferenceAddAnswer> {
    const { flags } = await this.parse(ConferenceAdd)
    const {
      cleanLine,
      countdown,
      instantOf,
      parseCalendar,
      parseLocalTime,
      parseZone,
      purposeNamed,
      readText,
      shownIn,
      withEntries,
      withFileLock,
      writeWhole,
    } = await import('../../conference/index.js')
    const clock = clockOf(flags)
    const name = cleanLine(flags.name)
    if (!name) throw new PhdError('USAGE', 'The name of the conference is empty.', { usage: true, remedy: '--name AAAI' })
    if (flags.url !== undefined && !/^https?:\/\/[^\s<>"]+$/.test(flags.url))
      throw new PhdError('USAGE', `"${flags.url}" is no web address.`, { expected: 'https://…', received: flags.url, usage: true })
    const { track = 'main', stage = flags.stage } = purposeNamed(flags.track)
    const own = purposeNamed(stage)
    if (own.stage === undefined)
      throw new PhdError('USAGE', `"${stage}" is a track, no stage.`, { expected: '--track for the track, --stage for the stage', usage: true })
    const zone = parseZone(flags.zone ?? '')
    instantOf(parseLocalTime(flags.deadline), zone)
    const entry = {
      title: name,
      year: flags.year,
      ...(flags['full-name'] ? { full_name: flags['full-name'] } : {}),
      ...(flags.url ? { link: flags.url } : {}),
      ...(flags.place ? { place: flags.place } : {}),
      ...(flags.when ? { date: flags.when } : {}),
      ...(flags.tag ? { tags: flags.tag } : {}),
      deadlines: [
        { type: own.stage, ...(flags.label ? { label: flags.label } : {}), date: flags.deadline.trim(), timezone: zone.name, track, stage: own.stage },
      ],
    }
    const [added] = parseCalendar(withEntries('', flags.calendar, [entry]), flags.calendar).deadlines
    await withFileLock(flags.calendar, () => {
      const before = readText(flags.calendar)
      const there = parseCalendar(before, flags.calendar).deadlines.find((it) => it.id === added.id)
      if (there) throw alreadyThere(there)
      writeWhole(flags.calendar, withEntries(before, flags.calendar, [entry]))
    })
    this.log(`${name} ${flags.year} is in ${flags.calendar}:`)
    this.log(`  the venue's time  ${shownIn(added.at, zone)} ${zone.name}`)
    this.log(`  yours             ${shownIn(added.at, clock.yours)} ${clock.yours.name}`)
    this.log(`  UTC               ${shownIn(added.at, { name: 'UTC', offsetMinutes: 0 })}`)
    this.log(added.at < clock.now ? `  ${countdown(added.at, clock.now)}: is the year right?` : `  left              ${countdown(added.at, clock.now)}`)
    if (added.twice) this.log('  Clocks go back then, so this time comes twice; the earlier one is taken.')
    return { file: flags.calendar, deadline: deadlineJson(added, clock) }
  }
}

function alreadyThere({ conference, year, local, zone, line, file }: Deadline): PhdError {
  return new PhdError('CONFERENCE_EXISTS', `${conference} ${year} has this deadline already.`, {
    expected: 'a deadline that is not in the calendar, or another --label',
    received: `${local} ${zone.name}, in line ${line} of ${file}`,
    remedy: 'change that line where the date has moved',
  })
}
