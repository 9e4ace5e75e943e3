import { Args, Flags } from '@oclif/core'
import { PhdError } from '@phd/core'
import { formatTable, PhdCommand } from '@phd/core/command'
import type { Venue } from '../../venues/index.js'

export interface ConferenceVenuesAnswer {
  venues: (Venue & { from: string })[]
  broken: { code: string; message: string; received?: string }[]
}

export default class ConferenceVenues extends PhdCommand {
  static override summary = 'Venue profiles: pages, minutes, sizes and packet that a venue asks for, with sources.'
  static override description =
    'Profiles are found in venues/*.yaml here, in plugins, and among the built-in ones, in this order. Every rule is of the year that the profile names: look it up in the call of yours.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> aaai-dc',
    '<%= config.bin %> <%= command.id %> aaai-dc --copy',
  ]
  static override args = { id: Args.string({ description: 'Only this one, with all it says.' }) }
  static override flags = { copy: Flags.boolean({ summary: 'Write the profile to venues/ID.yaml, to be changed for your project; never over a file.' }) }

  async run(): Promise<ConferenceVenuesAnswer> {
    const { args, flags } = await this.parse(ConferenceVenues)
    const { copyVenue, findVenue, listVenues } = await import('../../venues/index.js')
    const registry = this.registry()
    if (args.id !== undefined) {
      const { venue, from } = await findVenue(args.id, { registry })
      if (flags.copy) this.log(`${copyVenue(venue)} is yours to change; it wins over the profile it was copied from.`)
      else this.log(venueText(venue, from))
      return { venues: [{ ...venue, from }], broken: [] }
    }
    if (flags.copy) throw new PhdError('USAGE', 'Which profile is to be copied?', { usage: true, remedy: 'phd conference venues aaai-dc --copy' })
    const { venues, broken } = await listVenues({ registry })
    const columns = [
      { key: 'id', label: 'id' },
      { key: 'name', label: 'name' },
      { key: 'year', label: 'year' },
      { key: 'pages', label: 'pages' },
      { key: 'talk', label: 'talk' },
      { key: 'poster', label: 'poster' },
      { key: 'packet', label: 'packet' },
      { key: 'from', label: 'from' },
    ]
    this.log(
      formatTable(
        columns,
        venues.map(({ venue, from }) => ({ ...rulesOf(venue), from })),
      ),
    )
    this.log('\nyear: of the rules. What could not be verified, and the sources:  phd conference venues ID')
    for (const error of broken) process.stderr.write(`Cannot be used: ${error.message} ${error.received ?? ''}\n`)
    if (broken.length > 0) process.exitCode = 1
    return {
      venues: venues.map(({ venue, from }) => ({ ...venue, from })),
      broken: broken.map(({ code, message, received }) => ({ code, message, received })),
    }
  }
}

function rulesOf({ id, name, year, paper, talk, poster, packet }: Venue) {
  return {
    id,
    name,
    year: String(year),
    pages: paper ? `${paper.pages}${paper.includesReferences ? '' : ' + refs'}` : '–',
    talk: talk ? `${talk.talkMinutes} + ${talk.questionMinutes} min` : '–',
    poster: poster ? poster.sizes[0] || 'any size' : '–',
    packet: `${packet.length} ${packet.length === 1 ? 'item' : 'items'}`,
  }
}

function venueText(venue: Venue, from: string): string {
  const { name, track, year, about, paper, poster, talk, packet, mentors, unverified, sources } = venue
  const lines = [`${name} (${track}), rules of ${year}, ${from}`, about, '']
  if (paper) {
    const refs = paper.includesReferences ? ', references included' : `, references on top${paper.referencePages ? ` (${paper.referencePages})` : ''}`
    lines.push(`Paper    at most ${paper.pages} pages${refs}; ${paper.anonymous ? 'anonymous' : 'with names'}; kit ${paper.layout.kit}`)
    for (const point of paper.mustSay) lines.push(`         - ${point}`)
  }
  if (poster) {
    const board = poster.maxWidthMm && poster.maxHeightMm ? `; at most ${poster.maxWidthMm} x ${poster.maxHeightMm} mm` : ''
    lines.push(
      `Poster   ${poster.sizes.join(', ') || 'no size given'}, ${poster.orientation === 'any' ? 'portrait or landscape' : poster.orientation}${board}${poster.minutes ? `; ${poster.minutes} min beside it` : ''}`,
    )
  }
  if (talk)
    lines.push(`Talk     ${talk.talkMinutes} min, then ${talk.questionMinutes} min of questions${talk.maxSlides ? `; at most ${talk.maxSlides} slides` : ''}`)
  if (mentors) lines.push(`Mentors  ${mentors.wanted}${mentors.ranked ? ', ranked' : ''}${mentors.note ? `. ${mentors.note}` : ''}`)
  lines.push('', 'Packet')
  for (const { about, required } of packet) lines.push(`  ${required ? 'required' : 'optional'}  ${about}`)
  if (unverified.length > 0) lines.push('', 'Not verified: look these up in the call of your year', ...unverified.map((it) => `  - ${it}`))
  if (sources.length > 0) lines.push('', 'Sources', ...sources.flatMap(({ url, seen, says }) => [`  ${url} (seen ${seen})`, `    ${says}`]))
  return lines.join('\n')
}
