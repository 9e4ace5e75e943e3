/** The folder of a source: found, read, told apart from one of an earlier version. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { PhdError } from '@phd/core'
import { citationLabels } from './citations.js'
import { isEdited } from './drafted.js'
import type { ReportSource } from './model.js'
import type { ReportFlags, ReportTools } from './open.js'
import { readReport } from './read.js'
import { type LoadedRun, loadRun } from './runs.js'
import { readSettings } from './settings-file.js'

export const [markdownName, yamlName] = ['report.md', 'report.yaml']
const oldName = 'poster.yaml'

export function wasEdited(dir: string): boolean {
  return [markdownName, yamlName].some((name) => existsSync(join(dir, name)) && isEdited(readFileSync(join(dir, name), 'utf8')))
}

/** `--from`, else the working folder, else report/ in it. */
export function findFolder({ from, out }: ReportFlags): string {
  if (from !== undefined) {
    const isFolder = existsSync(from) && statSync(from).isDirectory()
    const folder = isFolder ? from : dirname(from)
    refuseOldPoster(folder, isFolder ? undefined : from)
    if (existsSync(join(folder, markdownName))) return folder
    throw absent(join(folder, markdownName))
  }
  const found = [out, '.', 'report'].find((folder) => folder !== undefined && existsSync(join(folder, markdownName)))
  if (found !== undefined) return found
  for (const folder of [out ?? '.', 'poster', 'report']) refuseOldPoster(folder)
  throw absent(join(out ?? '.', markdownName))
}

function absent(file: string): PhdError {
  return new PhdError('REPORT_SOURCE_MISSING', `There is no ${relative('.', file) || file}.`, {
    expected: '--run ID to draft one from runs, or --from with the folder of a report.md',
    remedy: 'phd report init --run latest',
    usage: true,
  })
}

/** A folder of an earlier version, whose words stood in poster.yaml. */
export function refuseOldPoster(folder: string, named = ''): void {
  const old = join(folder, oldName)
  if (!named.endsWith(oldName) && (existsSync(join(folder, markdownName)) || !existsSync(old))) return
  if (named.endsWith(oldName) && !existsSync(old)) return
  throw new PhdError('REPORT_OLD_POSTER', `${near(old)} is of an earlier version; its words stand in report.md and report.yaml now.`, {
    expected: 'a folder with report.md',
    remedy: 'phd report init --run ID --out report drafts one; copy your words into it, then build with --from report',
    usage: true,
  })
}

export function readFolder(folder: string, flags: ReportFlags, tools: ReportTools): ReportSource {
  const yaml = join(folder, yamlName)
  if (!existsSync(yaml)) throw absent(yaml)
  const source = readTexts(
    folder,
    readSmall(join(folder, markdownName)),
    readSmall(yaml),
    (settings) => {
      const store = tools.store(flags.runs ?? resolve(folder, settings.runsFolder))
      return Object.entries(settings.runs).map(([letter, id]) => loadRun(store, store.open(id), letter))
    },
    tools.kinds,
  )
  const { poster, theme, venue } = source.settings
  const changed = { size: flags.size ?? poster.size, landscape: flags.landscape ?? poster.landscape, style: flags.style ?? poster.style }
  return { ...source, settings: { ...source.settings, poster: changed, theme: flags.theme ?? theme, venue: flags.venue ?? venue } }
}

export function readTexts(
  folder: string,
  markdown: string,
  yaml: string,
  runsOf: (settings: ReportSource['settings']) => LoadedRun[],
  kinds?: ReportTools['kinds'],
): ReportSource {
  const [markdownFile, yamlFile] = [near(join(folder, markdownName)), near(join(folder, yamlName))]
  const read = readSettings(yaml, yamlFile)
  return readReport(
    { file: markdownFile, text: markdown },
    { file: yamlFile, text: yaml, ...read },
    runsOf(read.settings),
    citationLabels(join(folder, read.settings.paper.bibliography)),
    kinds,
  )
}

const mostBytes = 2_000_000

export function readSmall(file: string): string {
  if (statSync(file).size > mostBytes)
    throw new PhdError('REPORT_SOURCE_INVALID', `${near(file)} is too large to read.`, { expected: `at most ${mostBytes / 1e6} MB` })
  return readFileSync(file, 'utf8')
}

export function near(file: string): string {
  return relative('.', file) || '.'
}
