import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Args, Flags } from '@oclif/core'
import { PhdError } from '@phd/core'
import { formatTable, PhdCommand } from '@phd/core/command'
import { calendarFlag, clockFlags, clockOf, type DeadlineJson, deadlineJson, deadlineTable, ownCalendar, readCalendars } from '../../conference/cli.js'
import type { PacketAnswer } from '../../conference/index.js'
import type { Venue } from '../../venues/index.js'
import { readYamlFile } from '../../yaml/index.js'

export interface ConferencePacketAnswer {
  venue: string
  year: number
  dir: string
  complete: boolean
  items: PacketAnswer[]
  mentors?: Venue['mentors']
  deadlines: DeadlineJson[]
  unverified: string[]
}

export default class ConferencePacket extends PhdCommand {
  static override summary = 'What a venue wants to be handed in: what is there, what breaks a limit, what is still missing.'
  static override description =
    'Looks in the folder of the report, four folders deep. Exit code 1 as long as something that is required is missing or breaks a limit.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --venue aaai-dc',
    '<%= config.bin %> <%= command.id %> thesis/report --venue ieee-cai-dc --json',
  ]
  static override args = { folder: Args.string({ description: 'Folder of the report. [default: report]' }) }
  static override flags = {
    venue: Flags.string({ summary: "Id of a venue profile. [default: report.yaml's venue]", helpValue: 'ID' }),
    from: Flags.string({ summary: 'Folder of the report, or its report.md, in place of the argument.', helpValue: 'DIR' }),
    calendar: calendarFlag,
    ...clockFlags,
  }

  async run(): Promise<ConferencePacketAnswer> {
    const { args, flags } = await this.parse(ConferencePacket)
    const { deadlinesFor, isComplete, packetOf } = await import('../../conference/index.js')
    const { venueOf } = await import('../../venues/index.js')
    const clock = clockOf(flags)
    const dir = folderOf(args.folder, flags.from)
    if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) {
      throw new PhdError('CONFERENCE_NO_REPORT', existsSync(dir) ? `${dir} is no folder.` : `There is no folder "${dir}".`, {
        expected: 'the folder that holds report.md, poster.pdf, paper/ and what else you hand in',
        remedy: 'phd report init --run latest makes one; or name another:  phd conference packet DIR',
        usage: true,
      })
    }
    const venue = await venueOf(flags.venue ?? venueOfReport(dir), { registry: this.registry() })
    const items = await packetOf(venue, dir)
    const known = flags.calendar || existsSync(ownCalendar) ? readCalendars(flags.calendar).deadlines : []
    const deadlines = deadlinesFor(venue, known)
    this.log(`${venue.name}, rules of ${venue.year}; in ${dir}\n`)
    const columns = [
      { key: 'state', label: 'state' },
      { key: 'id', label: 'item' },
      { key: 'file', label: 'file' },
      { key: 'about', label: 'what' },
    ]
    this.log(formatTable(columns, items.map(rowOf)))
    for (const { id, notes } of items) for (const note of notes) this.log(`  ${id}: ${note}`)
    if (venue.mentors) this.log(`\nMentors: ${venue.mentors.wanted}${venue.mentors.ranked ? ', ranked' : ''}. ${venue.mentors.note ?? ''}`.trimEnd())
    if (deadlines.length > 0) {
      const { columns, rows } = deadlineTable(deadlines, clock)
      this.log(`\n${formatTable(columns, rows)}`)
    } else
      this.log(
        `\nNo deadline known:  phd conference add --name "${venue.conference}" --track ${venue.track} --year YEAR --deadline "YYYY-MM-DD HH:MM" --zone ZONE`,
      )
    if (venue.unverified.length > 0) this.log(`\nNot verified, look it up in the call of your year:\n${venue.unverified.map((it) => `  - ${it}`).join('\n')}`)
    const complete = isComplete(items)
    const open = items.filter(({ required, state }) => required && (state === 'missing' || state === 'wrong'))
    this.log(complete ? '\nNothing that is required is missing.' : `\nStill to do: ${open.map(({ id }) => id).join(', ')}`)
    if (!complete) process.exitCode = 1
    const mentors = venue.mentors ? { mentors: venue.mentors } : {}
    return {
      venue: venue.id,
      year: venue.year,
      dir,
      complete,
      items,
      ...mentors,
      deadlines: deadlines.map((it) => deadlineJson(it, clock)),
      unverified: venue.unverified,
    }
  }
}

function folderOf(folder: string | undefined, from: string | undefined): string {
  if (folder === undefined || from === undefined || folder === from) {
    const dir = folder ?? from ?? 'report'
    return basename(dir) === 'report.md' ? dirname(dir) : dir
  }
  throw new PhdError('USAGE', 'Which folder?', {
    expected: 'one folder, as the argument or with --from',
    received: `${folder} and --from ${from}`,
    usage: true,
  })
}

/** `venue` of the report's settings. */
function venueOfReport(dir: string): string {
  const file = join(dir, 'report.yaml')
  const value = existsSync(file)
    ? readYamlFile(file, { invalid: 'REPORT_INVALID', missing: 'REPORT_INVALID', expected: 'the settings of a report' }).value
    : undefined
  const venue = (value as { venue?: unknown } | undefined)?.venue
  if (typeof venue === 'string' && venue) return venue
  throw new PhdError('USAGE', 'For which venue?', { expected: `--venue ID, or venue: ID in ${file}`, remedy: 'phd conference venues lists them', usage: true })
}

function rowOf({ state, required, id, file, wanted, pages, maxPages, about }: PacketAnswer) {
  const limit = pages === undefined ? '' : ` (${pages}${maxPages === undefined ? '' : ` of at most ${maxPages}`} p.)`
  return { state: state === 'missing' && !required ? 'optional' : state, id, file: file ? `${file}${limit}` : (wanted ?? '–'), about }
}
