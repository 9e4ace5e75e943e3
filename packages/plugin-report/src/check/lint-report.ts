/**
 * A report's folder: its words, its runs, what was built, and the files that were written.
 *
 * Nothing is built. What the layouts were told at the last build stands in build.json; where the words or numbers changed
 * since, that is said as stale.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { isPhdError, PhdError, type Store } from '@phd/core'
import { pageOf } from '../layout/page.js'
import { type Build, compareWithNow, diffSnapshots, type Manifest, readManifest, runsFolderOf, snapshotNow, snapshotOf, sourcesIn } from '../manifest/index.js'
import { openReport, type ReportSettings, type ReportSource, type ReportTools } from '../source/index.js'
import type { Venue } from '../venues/venue.js'
import { type Check, judge } from './check.js'
import { type FileContext, lintedFiles, lintOneOfMany, type Medium } from './lint-file.js'
import { readPdfBeside } from './read/pdf-beside.js'
import { buildRules } from './rules/build.js'
import { sourceRules } from './rules/source/index.js'

export interface LintTools {
  store(folder: string): Store
  venue(id: string): Promise<Venue>
  /** Figure kinds, with those of other plugins. */
  kinds?: ReportTools['kinds']
  /** `--runs` and `--venue`. */
  runs?: string
  venueId?: string
  told(message: string): void
  /** Called before each file. */
  looking?(done: number, total: number, file: string): void
}

export interface ReportLint {
  checks: Check[]
  source?: ReportSource
  manifest?: Manifest
}

/** REPORT_SOURCE_MISSING where the folder holds neither words nor a build. */
export async function lintReport(dir: string, tools: LintTools): Promise<ReportLint> {
  const manifest = readManifest(dir)
  if (!manifest && !existsSync(join(dir, 'report.md'))) throw noReport(dir)
  const { source, checks } = await lintSource(dir, tools)
  const venueId = tools.venueId ?? source?.settings.venue
  const venue = venueId ? await tools.venue(venueId) : undefined
  if (source)
    checks.push(
      ...(await judge(
        sourceRules,
        { source: asBuilt(source, manifest), markdown: readFileSync(join(dir, 'report.md'), 'utf8'), bibliography: bibliographyOf(dir, source), venue },
        'report.md',
      )),
    )
  const builds = Object.values(manifest?.builds ?? {})
  for (const build of builds) checks.push(...(await lintBuild(build, dir, tools, source)))
  const written = builds.flatMap((build) =>
    build.files.filter(({ file }) => lintedFiles.includes(extname(file).toLowerCase()) && isThere(dir, file)).map(({ file }) => ({ file, build })),
  )
  const pdfs = written.filter(({ file }) => isPdf(file)).length
  const begun = written.map(({ file, build }) => {
    if (pdfs < 2 || !isPdf(file)) return undefined
    const found = lintWritten(dir, file, { ...contextOf(build, source, venue), readPdf: readPdfBeside }, tools)
    found.catch(() => undefined)
    return found
  })
  for (const [i, { file, build }] of written.entries()) {
    if (begun[i]) continue
    tools.looking?.(i, written.length, file)
    begun[i] = lintWritten(dir, file, contextOf(build, source, venue), tools)
    await begun[i]
  }
  for (const found of begun) checks.push(...((await found) ?? []))
  return { checks, source, manifest }
}

function isPdf(file: string): boolean {
  return extname(file).toLowerCase() === '.pdf'
}

async function lintSource(dir: string, { store, runs, kinds }: LintTools): Promise<{ source?: ReportSource; checks: Check[] }> {
  if (!existsSync(join(dir, 'report.md'))) return { checks: [] }
  try {
    return { source: (await openReport({ from: dir, runs }, { store, kinds, falseClaims: 'allow' })).source, checks: [] }
  } catch (error) {
    if (!isPhdError(error)) throw error
    const lines = error.message.split('\n').map((line) => line.trim())
    const places = lines.length === 1 && error.received && !lines[0].includes(error.received) ? [`${lines[0]} ${error.received}`] : lines
    return { checks: [{ rule: 'source', severity: 'error', ok: false, places, remedy: error.remedy ?? 'mend these lines' }] }
  }
}

/** Rules of a build that are about words or LaTeX, which are looked at here as they are now. */
const askedAnew = new Set([...sourceRules.map(({ id }) => id), 'empty-sections', 'packages', 'words'])

/** What was said at the build, and whether it still holds. */
async function lintBuild(build: Build, dir: string, tools: LintTools, source: ReportSource | undefined): Promise<Check[]> {
  const asBuilt = build.checks.filter(({ rule }) => !askedAnew.has(rule)).map((check) => ({ ...check, output: build.kind }))
  return [...asBuilt, ...(await judgeBuild(build, dir, tools, { output: build.kind, source }))]
}

/** Whether the build still holds; of all its files, or of one. */
export async function judgeBuild(
  build: Build,
  dir: string,
  { store, runs, kinds }: LintTools,
  { output, only, source }: { output: string; only?: string; source?: ReportSource },
): Promise<Check[]> {
  const before = snapshotOf(build)
  const snapshot = source ? snapshotNow(before, source.runs, source) : (await compareWithNow(before, dir, store(runsFolderOf(dir, runs)), kinds)).snapshot
  const now = new Map(sourcesIn(dir).map(({ file, sha256 }) => [file, sha256]))
  const editedSources = (build.sources ?? []).filter(({ file, sha256 }) => now.get(file) !== sha256).map(({ file }) => file)
  const own = build.files.filter(({ file }) => only === undefined || file === only)
  const files = new Map(own.map(({ file, sha256 }) => [file, stateOf(dir, file, sha256)]))
  const diff = diffSnapshots(
    { ...before, runs: before.runs },
    { ...snapshot, runs: snapshot.runs.filter(({ letter }) => before.runs.some((run) => run.letter === letter)) },
  )
  return judge(buildRules, { build, diff, files, editedSources }, output)
}

async function lintWritten(dir: string, file: string, context: FileContext, { told }: LintTools): Promise<Check[]> {
  try {
    return await lintOneOfMany(join(dir, file), context, file)
  } catch (error) {
    if (!isPhdError(error) || error.code !== 'REPORT_PDF_READER_MISSING') throw error
    told(`${file} is not looked into: ${error.message} (${error.remedy})`)
    return []
  }
}

function contextOf(build: Build, source: ReportSource | undefined, venue: Venue | undefined): FileContext {
  const { kind } = build
  const medium = kind === 'poster' || kind === 'slides' || kind === 'paper' ? (kind satisfies Medium) : undefined
  return { medium, venue, build, sizeMm: source && sizeOf(build, source.settings) }
}

/** Of a poster, as it was asked for by flags or report.yaml. */
export function sizeOf({ kind, page }: Build, { poster }: ReportSettings): [number, number] | undefined {
  if (kind !== 'poster') return undefined
  const { size, landscape } = page ?? poster
  const { widthMm, heightMm } = pageOf(size, landscape)
  return [widthMm, heightMm]
}

/** A venue takes or refuses the page that was built. */
function asBuilt(source: ReportSource, manifest: Manifest | undefined): ReportSource {
  const page = manifest?.builds.poster?.page
  return page ? { ...source, settings: { ...source.settings, poster: { ...source.settings.poster, ...page } } } : source
}

function bibliographyOf(dir: string, { settings }: ReportSource): string | undefined {
  const file = join(dir, settings.paper.bibliography)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** A record is a file like others: names in it that lead out of the folder are not followed. */
function isThere(dir: string, file: string): boolean {
  return !file.split(/[\\/]/).includes('..') && !/^([\\/]|[a-z]:)/i.test(file) && existsSync(join(dir, file)) && statSync(join(dir, file)).isFile()
}

function stateOf(dir: string, file: string, sha256: string): 'same' | 'changed' | 'missing' {
  if (!isThere(dir, file)) return 'missing'
  const found = createHash('sha256')
    .update(readFileSync(join(dir, file)))
    .digest('hex')
  return found === sha256 ? 'same' : 'changed'
}

function noReport(dir: string): PhdError {
  return new PhdError('REPORT_SOURCE_MISSING', `There is no report in ${dir}.`, {
    expected: 'a folder with report.md or build.json, or files to look into',
    received: dirname(join(dir, 'x')),
    remedy: 'phd report init --run latest',
    usage: true,
  })
}
