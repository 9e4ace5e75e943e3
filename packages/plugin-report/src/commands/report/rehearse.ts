/** `phd report rehearse`: the talk spoken in front of a terminal; Enter is the next slide. */
import { relative } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Flags } from '@oclif/core'
import { PhdError } from '@phd/core'
import { PhdCommand } from '@phd/core/command'
import type { Rehearsed, TimeTable } from '../../slides/index.js'

export interface RehearseAnswer extends Omit<Rehearsed, 'rehearsal'> {
  file: string
  slotSeconds: number
}

export default class Rehearse extends PhdCommand {
  static override summary = 'Rehearse the talk: each slide is timed, and the time table learns how fast you speak.'
  static override description = `Enter shows the next slide, q ends. What each slide took is written to rehearsal.json beside report.md; from then on
phd report slides times notes at your own pace. Delete the file to go back to report.yaml's words a minute.`
  static override examples = ['<%= config.bin %> report rehearse', '<%= config.bin %> report rehearse --from report --cut 5']
  static override flags = {
    from: Flags.string({ summary: 'Folder of a report.md, or the file. [default: . or report]', helpValue: 'DIR' }),
    talk: Flags.integer({ summary: 'Minutes of the talk. [default: report.yaml’s]', helpValue: 'MIN', min: 1, max: 240 }),
    cut: Flags.integer({ summary: 'Rehearse the shorter talk.', helpValue: 'MIN', min: 1, max: 240 }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: runs]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<RehearseAnswer> {
    const { flags } = await this.parse(Rehearse)
    if (!process.stdin.isTTY) {
      throw new PhdError('REPORT_NO_TERMINAL', 'A rehearsal waits for you to press Enter, and here is no terminal to press it in.', {
        expected: 'a terminal as standard input',
        remedy: 'run it in a terminal; phd report slides prints the time table without one',
        usage: true,
      })
    }
    const { clock, planTalk, rehearsed, writeRehearsal } = await import('../../slides/index.js')
    const { dir, table, slides } = await planTalk(flags, {
      store: (folder) => this.store(folder),
      kinds: await (await import('../../figures/index.js')).loadFigureKinds(this.registry()),
    })
    const seconds = await this.speak(
      table,
      slides.map(({ notes }) => notes.map((spans) => spans.map(({ text }) => text).join('')).join('\n')),
    )
    const { rehearsal, ...result } = rehearsed(table.slides, seconds)
    if (seconds.length === 0)
      throw new PhdError('REPORT_NOT_REHEARSED', 'No slide was rehearsed; nothing was written.', { remedy: 'press Enter after each slide' })
    const file = writeRehearsal(dir, rehearsal)
    const pace = result.learnedWordsPerMinute
    this.say(`\n${result.slides.length} of ${table.slides.length} slides in ${clock(result.totalSeconds)}; the slot is ${clock(table.slotSeconds)}.`)
    this.say(
      pace === undefined
        ? 'Too few words in the notes to tell how fast you speak.'
        : `You speak ${pace} words a minute (${table.wordsPerMinute} were planned).`,
    )
    this.say(`Written to ${relative('.', file)}.\nNext:  phd report slides${flags.from ? ` --from ${flags.from}` : ''}`)
    return { file, slotSeconds: table.slotSeconds, ...result }
  }

  /** Seconds of each slide that was shown. */
  private async speak({ slides }: TimeTable, notes: string[]): Promise<number[]> {
    const { clock, tookText } = await import('../../slides/index.js')
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    const seconds: number[] = []
    this.say(`${slides.length} slides. Speak, then press Enter for the next one; q and Enter ends.`)
    await terminal.question('Enter starts. ')
    const begin = performance.now()
    for (const [i, { number, claim, seconds: budget }] of slides.entries()) {
      const at = performance.now()
      this.say(`\n${number}/${slides.length}  ${clock((at - begin) / 1000)}  ${claim}  (${clock(budget)})`)
      if (notes[i]) this.say(notes[i])
      const typed = await terminal.question('> ').catch(() => 'q')
      if (typed.trim().toLowerCase() === 'q') break
      seconds.push((performance.now() - at) / 1000)
      this.say(tookText(seconds[i], budget))
    }
    terminal.close()
    return seconds
  }

  /** For the person; stdout stays clean with --json. */
  private say(message: string): void {
    process.stderr.write(`${message}\n`)
  }
}
