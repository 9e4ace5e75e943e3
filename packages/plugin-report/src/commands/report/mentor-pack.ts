/** `phd report mentor-pack`: what to send to a mentor; `--read` takes in what came back. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { Flags } from '@oclif/core'
import { PhdError, writeAtomic } from '@phd/core'
import { PhdCommand } from '@phd/core/command'
import type { MentorPack, ReadBack } from '../../mentor/index.js'
import { shellWord } from '../../source/next-command.js'

export interface MentorPackAnswer {
  folder: string
  files: string[]
  pack: MentorPack
}

const mostBytes = 2_000_000

export default class MentorPackCommand extends PhdCommand {
  static override summary = 'Make a pack for a mentor (slides, notes, numbered questions, check list), and read the answers back.'
  static override description = `Questions are those of the section for mentors in report.md, then what a mentor is best asked.
The mentor writes into mentor/answers.md and sends it back; --read makes a list of what to do of it.`
  static override examples = ['<%= config.bin %> report mentor-pack --from report', '<%= config.bin %> report mentor-pack --read report/mentor/answers.md']
  static override flags = {
    from: Flags.string({ summary: 'Folder of a report.md, or the file. [default: . or report]', helpValue: 'DIR', exclusive: ['read'] }),
    read: Flags.string({ summary: 'Read a form that was filled in.', helpValue: 'FILE' }),
    force: Flags.boolean({ summary: 'Write over an answers.md that was filled in.' }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: that of report.yaml]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<MentorPackAnswer | ReadBack> {
    const { flags } = await this.parse(MentorPackCommand)
    return flags.read ? this.read(flags.read) : this.pack(flags)
  }

  private async pack(flags: { from?: string; runs?: string; force?: boolean }): Promise<MentorPackAnswer> {
    const [{ makeTalk }, { lintReport }, { openReport }, { venueOf }, { writeFiles }, mentor] = await Promise.all([
      import('../../slides/index.js'),
      import('../../check/lint.js'),
      import('../../source/index.js'),
      import('../../venues/index.js'),
      import('../../poster/write.js'),
      import('../../mentor/index.js'),
    ])
    const registry = this.registry()
    const store = (folder: string) => this.store(folder)
    const kinds = await (await import('../../figures/index.js')).loadFigureKinds(registry)
    const { source, dir } = await openReport(flags, { store, kinds })
    const answers = join(dir, 'mentor', 'answers.md')
    if (!flags.force) refuseFilled(answers, mentor.readForm)
    const { built, told } = await makeTalk({ from: flags.from, runs: flags.runs, slideSize: '16:9' }, { store, registry })
    const { checks } = await lintReport(dirname(resolve(source.file)), {
      kinds,
      store,
      runs: flags.runs,
      venue: (id) => venueOf(id, { dir, registry }),
      told: () => {},
    })
    const preview = join(dir, 'paper-preview.pdf')
    const { pack, files } = await mentor.buildMentorPack(source, built, checks, existsSync(preview) ? readFileSync(preview) : undefined)
    writeFiles(dir, files)
    for (const message of told) this.tell(message)
    this.log(`Pack for a mentor: ${pack.questions.length} questions, ${pack.slides.length} slides.`)
    for (const { path } of files.filter(({ path: own }) => !own.endsWith('.json'))) this.log(`  ${relative('.', join(dir, path))}`)
    for (const { text, found } of pack.checklist.filter(({ state }) => state === 'no')) this.log(`Not yet: ${text}${found ? ` (${found})` : ''}`)
    this.log(`When answers.md comes back:  phd report mentor-pack --read ${shellWord(relative('.', answers))}`)
    return { folder: join(dir, 'mentor'), files: files.map(({ path }) => join(dir, path)), pack }
  }

  private async read(file: string): Promise<ReadBack> {
    const { readBack, readForm } = await import('../../mentor/index.js')
    const text = readSmall(file)
    const back = readBack(readForm(text, file), packBeside(file))
    const todo = join(dirname(file), 'todo.md')
    writeAtomic(todo, back.todo)
    const { answers, unanswered, open, isCurrent } = back
    this.log(
      `${answers.mentor || 'The mentor'} answered ${answers.answers.length - unanswered.length} of ${answers.answers.length} questions and wrote to ${answers.remarks.length} slides.`,
    )
    if (unanswered.length > 0) this.log(`Without an answer: ${unanswered.map((number) => `Q${number}`).join(', ')}.`)
    if (open.length > 0) this.log(`Not ticked: ${open.join('; ')}.`)
    if (isCurrent === false) this.log('The talk changed since the form was made: slides are named by their claims.')
    if (isCurrent === null) this.log('No pack lies beside the form: its numbers of slides are those of the talk that you sent.')
    this.log(`  to do  ${relative('.', todo)}`)
    return back
  }
}

/** The pack as it is now; undefined where the form lies elsewhere. */
function packBeside(file: string): MentorPack | undefined {
  try {
    const pack = JSON.parse(readFileSync(join(dirname(file), 'pack.json'), 'utf8')) as Partial<MentorPack> | null
    return typeof pack?.id === 'string' && Array.isArray(pack.slides) ? (pack as MentorPack) : undefined
  } catch {
    return undefined
  }
}

/** A form in which somebody wrote is not written over. */
function refuseFilled(file: string, readForm: (text: string, file: string) => ReadBack['answers']): void {
  if (!existsSync(file)) return
  const { answers, remarks, checklist, mentor } = readForm(readFileSync(file, 'utf8'), file)
  const isEmpty = mentor === '' && remarks.length === 0 && answers.every(({ answer }) => answer === '') && checklist.every(({ ticked }) => !ticked)
  if (isEmpty) return
  throw new PhdError('REPORT_MENTOR_ANSWERED', `${relative('.', file)} was filled in; it is not written over.`, {
    expected: 'a form without answers',
    remedy: `phd report mentor-pack --read ${shellWord(relative('.', file))} reads it; --force makes a new pack`,
  })
}

function readSmall(file: string): string {
  const refuse = (received: string) =>
    new PhdError('REPORT_MENTOR_FORM', `${file} cannot be read.`, {
      expected: 'the answers.md of a pack',
      received,
      remedy: 'give the path of the form',
      usage: true,
    })
  if (!existsSync(file) || !statSync(file).isFile()) throw refuse('no such file')
  if (statSync(file).size > mostBytes) throw refuse('a file that is too large')
  return readFileSync(file, 'utf8')
}
