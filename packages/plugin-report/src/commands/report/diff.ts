/** `phd report diff`: every number that changed since a build. */
import { join } from 'node:path'
import { Args, Flags } from '@oclif/core'
import { PhdError } from '@phd/core'
import { PhdCommand } from '@phd/core/command'
import type { BuildDiff, FoundManifest, Snapshot } from '../../manifest/index.js'

export interface DiffAnswer extends BuildDiff {
  /** What was compared, in words. */
  before: string
  after: string
  same: boolean
  /** Conditions of the words that the runs do not fulfil any more. */
  claims: string[]
}

export default class Diff extends PhdCommand {
  static override summary = 'List each number, figure and run that changed since the last build.'
  static override description =
    'Looks every reference up again in the runs; nothing is built. With --previous, the last build is compared with the one before it.'
  static override examples = [
    '<%= config.bin %> report diff',
    '<%= config.bin %> report diff report --previous',
    '<%= config.bin %> report diff report --from sent/build.json --exit-code',
  ]
  static override args = { dir: Args.string({ description: 'Folder of the report.', default: 'report' }) }
  static override flags = {
    from: Flags.string({ summary: 'Compare with this build: a build.json, a PDF or a PPTX.', helpValue: 'FILE', exclusive: ['previous'] }),
    previous: Flags.boolean({ summary: 'Compare the last two builds with each other, not with the runs.' }),
    'exit-code': Flags.boolean({ summary: 'End with 1 if anything differs.' }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: as report.yaml says, else runs]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<DiffAnswer> {
    const { args, flags } = await this.parse(Diff)
    const { compareWithNow, diffSnapshots, findManifest, isEmptyDiff, previousFile, readManifest, runsFolderOf, snapshotOfAll } = await import(
      '../../manifest/index.js'
    )
    const last = await findManifest(args.dir).catch((error: Error) => {
      if (flags.from === undefined) throw error
      return undefined
    })
    const dir = last?.dir ?? args.dir
    let pair: { before: string; after: string; snapshots: [Snapshot, Snapshot]; claims?: string[] }
    if (flags.previous) {
      const previous = readManifest(dir, previousFile)
      if (!previous || !last) throw noPrevious(dir)
      const kinds = Object.keys(previous.builds)
      pair = {
        before: join(args.dir, previousFile),
        after: 'build.json',
        snapshots: [snapshotOfAll(Object.values(previous.builds)), snapshotOfAll(last.builds.filter(({ kind }) => kinds.includes(kind)))],
      }
    } else {
      const then = flags.from === undefined ? (last as FoundManifest) : await findManifest(flags.from)
      const before = snapshotOfAll(then.builds)
      const kinds = await (await import('../../figures/index.js')).loadFigureKinds(this.registry())
      const { snapshot: now, claims, told } = await compareWithNow(before, dir, this.store(runsFolderOf(dir, flags.runs)), kinds)
      for (const line of told) process.stderr.write(`${line}\n`)
      pair = { before: then.from, after: 'the runs now', snapshots: [before, now], claims }
    }
    const diff = diffSnapshots(...pair.snapshots)
    const answer = { before: pair.before, after: pair.after, same: isEmptyDiff(diff), ...diff, claims: pair.claims ?? [] }
    this.print(answer)
    if (answer.claims.length > 0 || (flags['exit-code'] && !answer.same)) process.exitCode = 1
    return answer
  }

  private print({ numbers, figures, runs, claims, before, after, same }: DiffAnswer): void {
    if (same) this.log('Nothing changed.')
    const arrow = (a?: string, b?: string) => `${a ?? '–'} → ${b ?? '–'}`
    for (const { change, reference, before: a, after: b, places, problem } of numbers) {
      const where = `${places[0] ?? ''}${places.length > 1 ? ` and ${places.length - 1} more` : ''}`
      this.log(`number  ${change === 'lost' ? `${a} → cannot be computed: ${problem}` : arrow(a, b)}  {{${reference}}}  ${where}`)
    }
    for (const { name, change } of figures) this.log(`figure  ${name}: ${change === 'changed' ? 'its data changed' : change}`)
    for (const { letter, change, before: a, after: b } of runs) {
      this.log(
        `run     ${letter}: ${change === 'changed' ? `${a} was written to since` : change === 'replaced' ? arrow(a, b) : `${a ?? b} ${change === 'gone' ? 'is gone' : 'is new'}`}`,
      )
    }
    for (const claim of claims) this.log(`claim   ${claim}`)
    this.log(`(${before} against ${after})`)
  }
}

function noPrevious(dir: string): PhdError {
  return new PhdError('REPORT_DIFF_NONE', `${dir} was built once, or never changed: there is no build before the last.`, {
    expected: 'build.previous.json',
    remedy: 'phd report diff compares with the runs as they are now',
  })
}
