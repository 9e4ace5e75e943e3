/**
 * One file by its name: with the report that stands beside it where there is one, else as far as the file itself says.
 *
 * Errors: those of lintFile, and of the venue that report.yaml names.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { isPhdError } from '@phd/core'
import { type Build, type FoundManifest, findManifest, manifestFile, noRecord, readManifest } from '../manifest/index.js'
import { type ReportSettings, readSettings } from '../source/index.js'
import { type Check, judge } from './check.js'
import { type FileContext, lintFile, lintOneOfMany, type Medium, requireReadable } from './lint-file.js'
import { judgeBuild, type LintTools, sizeOf } from './lint-report.js'
import { judgeSite } from './lint-site.js'
import { besideRules } from './rules/beside.js'
import { buildRules } from './rules/build.js'

export async function lintAlone(path: string, context: FileContext, tools: LintTools, name = path): Promise<Check[]> {
  requireReadable(path)
  const found = (await recordOf(path)) ?? (await recordOfCut(path))
  const build = found?.builds[0]
  const isOurs = build !== undefined || isOurHtml(path)
  const dir = found?.dir ?? (isOurs ? reportFolderOf(path) : undefined)
  if (!dir) {
    const checks = await lintFile(path, build ? { ...context, build } : context, name)
    return [...checks, ...(await judge(besideRules, { unchecked: isOurs ? uncheckedOf(build, context) : [] }, name))]
  }
  const settings = settingsIn(dir)
  const file = relative(dir, resolve(path)).replaceAll('\\', '/')
  const isFigure = file.startsWith('figures/')
  const beside: FileContext = {
    ...context,
    medium: context.medium ?? (isFigure ? undefined : build && mediumOf(build)),
    venue: context.venue ?? (settings?.venue ? await tools.venue(settings.venue) : undefined),
    ...(isFigure
      ? {}
      : { build, sizeMm: settings && build && sizeOf(build, settings), talkMinutes: file.startsWith('slides.') ? settings?.slides.talkMinutes : undefined }),
  }
  const judged = build?.kind === 'site' ? judgeSite : judgeBuild
  const own = build && !isFigure ? withHashes(build, dir, file) : build
  return [...(await lintFile(path, beside, name)), ...(own ? await judged(own, dir, tools, { output: name, only: file }) : [])]
}

const cut = /^slides-([\d.]+)min\.(?:pptx|pdf|html)$/

function isCut(file: string): boolean {
  return cut.test(file)
}

/** Shorter cuts of the talk in a report's folder, which are not recorded there. What the runs say since is told once, of the PPTX. */
export async function lintCuts(dir: string, context: FileContext, tools: LintTools): Promise<Check[]> {
  const checks: Check[] = []
  for (const file of readdirSync(dir).filter(isCut).sort()) {
    const own = await lintOneOfMany(join(dir, file), context, file, (cutFile, asked = {}, name = file) => lintAlone(cutFile, asked, tools, name))
    const remedy = `cut it again: phd report slides --cut ${cut.exec(file)?.[1]}`
    const isOfBuild = ({ rule }: Check) => buildRules.some(({ id }) => id === rule)
    checks.push(...own.filter((check) => extname(file) === '.pptx' || !isOfBuild(check)).map((check) => (isOfBuild(check) ? { ...check, remedy } : check)))
  }
  return checks
}

/** A shorter cut of a talk lies beside its report, and is not recorded there. */
function reportFolderOf(path: string): string | undefined {
  const dir = dirname(resolve(path))
  return ['report.md', manifestFile].some((file) => existsSync(join(dir, file))) ? dir : undefined
}

/** Hashes of the file and of the words that it was built from stand in build.json alone, not in the record inside a file. */
function withHashes(build: Build, dir: string, file: string): Build {
  try {
    const recorded = readManifest(dir)?.builds[build.kind]
    return recorded?.files.some((own) => own.file === file) ? { ...build, files: recorded.files, sources: recorded.sources } : build
  } catch (error) {
    if (!isPhdError(error)) throw error
    return build
  }
}

/** The HTML of a shorter cut carries no record; the PDF beside it does. */
async function recordOfCut(path: string): Promise<FoundManifest | undefined> {
  const pdf = path.replace(/\.html$/i, '.pdf')
  return isCut(basename(path)) && pdf !== path && existsSync(pdf) ? recordOf(pdf) : undefined
}

async function recordOf(path: string): Promise<FoundManifest | undefined> {
  return findManifest(path).catch(noRecord)
}

function uncheckedOf(build: Build | undefined, { venue }: FileContext): string[] {
  const runs = build?.runs.map(({ id }) => id) ?? []
  return [
    build
      ? `whether the ${runs.length === 1 ? 'run says' : 'runs say'} its numbers still (${runs.join(', ') || 'none'})`
      : 'its numbers, which the report records',
    'whether it was changed by hand since it was built',
    'the words of report.md',
    ...(venue ? [] : ['limits of a venue (--venue ID)']),
  ]
}

function isOurHtml(path: string): boolean {
  return /^\.html?$/i.test(extname(path)) && readFileSync(path, 'utf8').includes('<main class="pages">\n<section class="page"')
}

function mediumOf({ kind }: Build): Medium | undefined {
  return kind === 'poster' || kind === 'slides' || kind === 'paper' ? kind : undefined
}

/** Settings that are wrong are told where the folder is checked. */
function settingsIn(dir: string): ReportSettings | undefined {
  const file = join(dir, 'report.yaml')
  try {
    return existsSync(file) ? readSettings(readFileSync(file, 'utf8'), basename(file)).settings : undefined
  } catch (error) {
    if (!isPhdError(error)) throw error
    return undefined
  }
}
