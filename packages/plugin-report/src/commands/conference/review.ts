import { existsSync } from 'node:fs'
import { Args, Flags } from '@oclif/core'
import { PhdCommand } from '@phd/core/command'
import { calendarFlag, ownCalendar, readCalendars } from '../../conference/cli.js'

export default class ConferenceReview extends PhdCommand {
  static override summary = 'Write review.md: questions for writing up a conference that you have been to.'
  static override description = 'Where your calendar knows the conference, date, place and address are filled in. A file that is there is never overwritten.'
  static override examples = ['<%= config.bin %> <%= command.id %> "AAAI 2027"', '<%= config.bin %> <%= command.id %> EGU --out notes/egu.md']
  static override args = { name: Args.string({ description: 'The conference, best with its year.', required: true }) }
  static override flags = {
    out: Flags.string({ summary: 'File to write.', default: 'review.md', helpValue: 'FILE' }),
    calendar: calendarFlag,
  }

  async run(): Promise<{ file: string; conference: string; known: boolean }> {
    const { args, flags } = await this.parse(ConferenceReview)
    const { cleanLine, isNamed, reviewText, writeReview } = await import('../../conference/index.js')
    const known = flags.calendar || existsSync(ownCalendar) ? readCalendars(flags.calendar).deadlines.filter((it) => isNamed(it, args.name)) : []
    const newest = known.sort((a, b) => b.year - a.year)[0]
    const facts = newest ?? { conference: cleanLine(args.name), when: '', place: '', url: '' }
    writeReview(flags.out, reviewText(facts))
    this.log(`${flags.out} is ready to be filled in.`)
    return { file: flags.out, conference: [facts.conference, newest?.year].filter(Boolean).join(' '), known: newest !== undefined }
  }
}
