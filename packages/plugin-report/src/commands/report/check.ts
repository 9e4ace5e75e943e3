/** `phd report check`: what a mentor, a printer, a venue and PowerPoint would say. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { promisify } from 'node:util'
import { Args, Flags } from '@oclif/core'
import { PhdError, streamProgress, writeAtomic } from '@phd/core'
import { formatTable, PhdCommand } from '@phd/core/command'
import type { Check as RuleCheck } from '../../check/index.js'
import type { FileContext, LintTools, Medium, ReportLint } from '../../check/lint.js'

export interface CheckAnswer {
  /** What was looked at. */
  looked: string[]
  checks: RuleCheck[]
  errors: number
  notes: number
  /** What --fix did. */
  fixed: string[]
}

export interface RulesAnswer {
  rules: { of: string; rule: string; severity: string; about: string; remedy: string }[]
}

export default class Check extends PhdCommand {
  static override summary = 'Check a report, or files of it, as a mentor, a printer and a venue would.'
  static override description =
    'Looks at the words, the numbers, the layouts and the files that were written: PPTX, PDF, HTML, SVG, PNG, LaTeX, also of other programs. Ends with 1 if there are errors; notes are yours to judge.'
  static override examples = [
    '<%= config.bin %> report check',
    '<%= config.bin %> report check report --venue aaai-dc --strict',
    '<%= config.bin %> report check poster.pdf talk-of-a-friend.pptx --json',
    '<%= config.bin %> report check --rules',
  ]
  static override strict = false
  static override args = { file: Args.string({ description: 'Folder of a report or a site, or files. [default: this folder, or report]' }) }
  static override flags = {
    venue: Flags.string({ summary: 'Venue whose rules count. [default: that of report.yaml]', helpValue: 'ID' }),
    for: Flags.string({ summary: 'What a file is shown as. [default: by its page]', options: ['poster', 'slides', 'paper'] }),
    width: Flags.integer({ summary: 'Printed width of a figure, in mm.', helpValue: 'MM', min: 1 }),
    fix: Flags.boolean({ summary: 'Mend what can be mended without losing anything, and say what was done.' }),
    strict: Flags.boolean({ summary: 'Notes count as errors.' }),
    skip: Flags.string({ summary: 'Leave a rule out.', helpValue: 'RULE…', multiple: true, default: [] }),
    rules: Flags.boolean({ summary: 'List all rules, and check nothing.' }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: as report.yaml says]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<CheckAnswer | RulesAnswer> {
    const { flags, argv } = await this.parse(Check)
    if (flags.rules) return this.list()
    const paths = argv.length ? (argv as string[]) : [existsSync('report.md') || existsSync('build.json') ? '.' : 'report']
    const fixed: string[] = []
    let found = await this.look(paths, flags)
    if (flags.fix && found.some(({ checks }) => checks.some(({ ok }) => !ok))) {
      for (const look of found) fixed.push(...(await this.mend(look)))
      if (fixed.length) found = await this.look(paths, flags)
    }
    const all = found.flatMap((look) => look.checks)
    await requireKnown(flags.skip, all)
    const checks = all.filter(({ rule }) => !flags.skip.includes(rule))
    const { countPlaces } = await import('../../check/print.js')
    const answer = { looked: paths, checks, errors: countPlaces(checks, 'error'), notes: countPlaces(checks, 'note'), fixed }
    await this.print(answer)
    if (answer.errors > 0 || (flags.strict && answer.notes > 0)) process.exitCode = 1
    return answer
  }

  private async look(paths: string[], flags: LookFlags): Promise<Look[]> {
    const { isSite, lintAlone, lintCuts, lintOneOfMany, lintReport, lintSite } = await import('../../check/lint.js')
    const { venueOf } = await import('../../venues/index.js')
    const venue = (id: string) => venueOf(id, { registry: this.registry() })
    const kinds = await (await import('../../figures/index.js')).loadFigureKinds(this.registry())
    const looks: Look[] = []
    const progress = streamProgress(process.stderr, 'files')
    try {
      const tools: LintTools = {
        store: (folder) => this.store(folder),
        venue,
        kinds,
        runs: flags.runs,
        venueId: flags.venue,
        told: (message) => progress.interrupt(() => process.stderr.write(`${message}\n`)),
        looking: (done, total, file) => progress.update(done, total, file),
      }
      const context: FileContext = {
        medium: flags.for as Medium | undefined,
        widthMm: flags.width,
        venue: flags.venue ? await venue(flags.venue) : undefined,
      }
      for (const path of paths) {
        const isFolder = existsSync(path) && statSync(path).isDirectory()
        if (isFolder && isSite(path)) looks.push({ path, checks: await lintSite(path, tools) })
        else if (isFolder) {
          const report = await lintReport(path, tools)
          looks.push({ path, ...report, checks: [...report.checks, ...(await lintCuts(path, context, tools))] })
        } else {
          const alone = (file: string, asked: FileContext = context) => lintAlone(file, asked, tools)
          looks.push({ path, checks: await (paths.length > 1 ? lintOneOfMany(path, context, path, alone) : alone(path, context)) })
        }
      }
    } finally {
      progress.end()
    }
    return looks
  }

  /** Words first, so that a build takes them along. */
  private async mend({ path, checks, source, manifest }: Look): Promise<string[]> {
    const { commentEmptySlides, draftAltTexts, mendPptx } = await import('../../check/fix/index.js')
    if (!source) {
      if (extname(path).toLowerCase() !== '.pptx') return []
      const { bytes, done } = await mendPptx(readFileSync(path), path)
      if (done.length) writeAtomic(path, bytes)
      return done.map((what) => `${path}: ${what}`)
    }
    const done = [
      ...draftAltTexts(path, source).map((name) => `report.yaml: drafted the alt text of ${name} from its data`),
      ...commentEmptySlides(path, source).map((claim) => `report.md: commented out the empty slide "${claim}"`),
    ]
    const stale = Object.keys(manifest?.builds ?? {}).filter(
      (kind) => done.length > 0 || checks.some(({ ok, rule, output }) => !ok && output === kind && /^(stale-|run-changed)/.test(rule)),
    )
    for (const kind of stale) done.push(...(await this.rebuild(kind, path, checks)))
    return done
  }

  /** In a process of its own: what it prints and how it ends is not ours. */
  private async rebuild(kind: string, dir: string, checks: RuleCheck[]): Promise<string[]> {
    const byHand = checks.find(({ rule, output }) => rule === 'edited-file' && output === kind)?.places.filter((place) => place.includes('was changed')) ?? []
    if (byHand.length > 0) {
      process.stderr.write(`${kind} is not built again: ${byHand.join('; ')}, and would be overwritten\n`)
      return []
    }
    if (!this.config.findCommand(`report:${kind}`)) return []
    try {
      await promisify(execFile)(process.execPath, [process.argv[1], 'report', kind, '--from', dir, '--json'], { maxBuffer: 64 << 20 })
      return [`${kind}: built again`]
    } catch (error) {
      process.stderr.write(`${kind} is not built again: ${reasonOf((error as { stdout?: string }).stdout ?? '')}\n`)
      return []
    }
  }

  private async list(): Promise<RulesAnswer> {
    const { allRules } = await import('../../check/rules/index.js')
    const rules = allRules().map(({ of, rule: { id, severity, about, remedy } }) => ({ of, rule: id, severity, about, remedy }))
    this.log(
      formatTable(
        [
          { key: 'rule', label: 'rule' },
          { key: 'of', label: 'of' },
          { key: 'severity', label: 'is' },
          { key: 'about', label: 'asks for' },
        ],
        rules,
      ),
    )
    return { rules }
  }

  private async print({ checks, errors, notes, fixed, looked }: CheckAnswer): Promise<void> {
    const { printed } = await import('../../check/print.js')
    for (const line of fixed) this.log(`fixed  ${line}`)
    if (fixed.length) this.log('')
    const text = printed(checks)
    if (text) this.log(`${text}\n`)
    const passed = new Set(checks.filter(({ ok }) => ok).map(({ rule }) => rule)).size
    this.log(
      errors + notes === 0
        ? `Nothing to mend in ${looked.join(', ')}: ${passed} rules kept.`
        : `${errors} ${errors === 1 ? 'error' : 'errors'}, ${notes} ${notes === 1 ? 'note' : 'notes'} in ${looked.join(', ')}.`,
    )
  }
}

/** A rule that nothing knows is a slip of the pen, and would hide nothing. */
async function requireKnown(skip: string[], checks: RuleCheck[]): Promise<void> {
  if (skip.length === 0) return
  const { allRules } = await import('../../check/rules/index.js')
  const known = new Set([...allRules().map(({ rule }) => rule.id), ...checks.map(({ rule }) => rule)])
  const unknown = skip.find((rule) => !known.has(rule))
  if (unknown !== undefined)
    throw new PhdError('REPORT_RULE_UNKNOWN', `There is no rule "${unknown}".`, {
      expected: [...known].sort().join(', '),
      received: unknown,
      remedy: 'phd report check --rules',
      usage: true,
    })
}

/** The message of a command that answered with --json. */
function reasonOf(stdout: string): string {
  try {
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string } }
    return `${error.message} (${error.code})`
  } catch {
    return 'it failed; build it to see why'
  }
}

interface LookFlags {
  venue?: string
  for?: string
  width?: number
  runs?: string
}

type Look = ReportLint & { path: string }
