/**
 * One file by its name: with the report that stands beside it where there is one, else as far as the file itself says.
 *
 * Errors: those of lintFile, and of the venue that report.yaml names.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { isPhdError } from '@phd/core'
import { type Build, type FoundManifest, findManifest, manifestFile } from '../manifest/index.js'
import { type ReportSettings, readSettings } from '../source/index.js'
import { type Check, judge } from './check.js'
import { type FileContext, lintFile, type Medium, requireReadable } from './lint-file.js'
import { judgeBuild, type LintTools, sizeOf } from './lint-report.js'
import { besideRules } from './rules/beside.js'

export async function lintAlone(path: string, context: FileContext, tools: LintTools, name = path): Promise<Check[]> {
  requireReadable(path)
  const found = await recordOf(path)
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
  return [...(await lintFile(path, beside, name)), ...(build ? await judgeBuild(build, dir, tools, { output: name, only: file }) : [])]
}

/** A shorter cut of a talk lies beside its report, and is not recorded there. */
function reportFolderOf(path: string): string | undefined {
  const dir = dirname(resolve(path))
  return ['report.md', manifestFile].some((file) => existsSync(join(dir, file))) ? dir : undefined
}

/** A record that cannot be read is told by `phd report trace`. */
async function recordOf(path: string): Promise<FoundManifest | undefined> {
  try {
    return await findManifest(path)
  } catch (error) {
    if (!isPhdError(error)) throw error
    return undefined
  }
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
