/**
 * The source that a command works on: found, or drafted from runs; read and resolved.
 *
 * Nothing is written here: `drafted` is what the command writes beside its outputs, all or nothing.
 * Errors: REPORT_SOURCE_MISSING, REPORT_WORDS_EDITED, REPORT_OLD_POSTER, RUN_NOT_FOUND (core) and those of reading.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { PhdError, type Store } from '@phd/core'
import type { Venue } from '../venues/venue.js'
import { type DraftChoices, draftReport, type ReportDraft, spareOrder } from './draft/index.js'
import { isEdited } from './drafted.js'
import type { ReportSource } from './model.js'
import { readReport } from './read.js'
import { type LoadedRun, loadRun, loadRuns } from './runs.js'
import { readSettings } from './settings-file.js'

/** What the commands have in common. */
export interface ReportFlags {
  /** A folder with report.md, or the file itself. */
  from?: string
  run?: string[]
  /** Folder of the runs. */
  runs?: string
  out?: string
  venue?: string
  title?: string
  /** Separated by commas. */
  authors?: string
  affiliation?: string
  contact?: string
  size?: string
  landscape?: boolean
  style?: string
  theme?: string
}

export interface ReportTools {
  store(folder: string): Store
  /** The profile of a new draft's venue: what it wants to be said, its sizes and minutes. */
  venue?(id: string): Promise<Venue>
  /** Whether the figures of a new draft fit well on its poster; what does not is left out there, the least important first. */
  fits?(source: ReportSource): Promise<boolean>
}

export interface OpenedReport {
  source: ReportSource
  /** Folder of the outputs. */
  dir: string
  /** To be written with the outputs; empty where the source is there already. */
  drafted: { path: string; data: string }[]
  /** For the person. */
  told: string[]
}

const [markdownName, yamlName, oldName] = ['report.md', 'report.yaml', 'poster.yaml']

export async function openReport(flags: ReportFlags, tools: ReportTools): Promise<OpenedReport> {
  const ids = (flags.run ?? []).flatMap((id) => id.split(',')).filter(Boolean)
  if (ids.length > 0 && flags.from === undefined) return fromRuns(ids, flags, tools)
  const folder = findFolder(flags)
  const source = readFolder(folder, flags, tools)
  return { source, dir: resolve(flags.out ?? folder), drafted: [], told: source.notes }
}

/** Drafts anew, unless the source in the folder was edited. */
async function fromRuns(ids: string[], flags: ReportFlags, tools: ReportTools): Promise<OpenedReport> {
  const dir = resolve(flags.out ?? 'report')
  const store = tools.store(flags.runs ?? 'runs')
  const runs = loadRuns(store, ids)
  refuseOldPoster(dir)
  if (wasEdited(dir)) return keepEdited(dir, runs, flags, tools)
  const profile = flags.venue === undefined ? undefined : await tools.venue?.(flags.venue)
  const choices: DraftChoices = {
    runsFolder: relative(dir, store.root) || '.',
    title: flags.title,
    authors: flags.authors?.split(',').map((name) => name.trim()),
    affiliation: flags.affiliation,
    contact: flags.contact,
    size: flags.size ?? profile?.poster?.sizes[0] ?? 'A0',
    landscape: flags.landscape ?? profile?.poster?.orientation === 'landscape',
    style: flags.style ?? 'classic',
    theme: flags.theme ?? 'default',
    venue: flags.venue === undefined ? undefined : { id: flags.venue, ...profile?.talk, mustSay: profile?.paper?.mustSay },
    offPoster: [],
  }
  const { draft, source } = await draftToFit(dir, runs, choices, tools)
  const files = [
    { path: markdownName, data: draft.markdown },
    { path: yamlName, data: draft.yaml },
    ...(existsSync(join(dir, source.settings.paper.bibliography)) ? [] : [{ path: source.settings.paper.bibliography, data: draft.bibliography }]),
  ]
  const left = choices.offPoster.length ? [`Left off the poster for want of room, ready in report.yaml: ${choices.offPoster.join(', ')}`] : []
  return { source, dir, drafted: files, told: [...left, ...source.notes] }
}

async function draftToFit(dir: string, runs: LoadedRun[], choices: DraftChoices, tools: ReportTools): Promise<{ draft: ReportDraft; source: ReportSource }> {
  const make = () => {
    const draft = draftReport(runs, choices)
    return { draft, source: readTexts(dir, draft.markdown, draft.yaml, () => runs) }
  }
  let made = make()
  for (const name of spareOrder(made.source)) {
    if (tools.fits === undefined || (await tools.fits(made.source))) break
    choices.offPoster.push(name)
    made = make()
  }
  return made
}

/** The words in the folder were edited: they win, as long as they are about the same runs. */
function keepEdited(dir: string, runs: LoadedRun[], flags: ReportFlags, tools: ReportTools): OpenedReport {
  const source = readFolder(dir, flags, tools)
  const [theirs, ours] = [source.runs.map(({ run }) => run.id), runs.map(({ run }) => run.id)]
  const isSame = theirs.length === ours.length && theirs.every((id) => ours.includes(id))
  const renames = (['title', 'authors', 'affiliation', 'contact'] as const).filter((name) => flags[name] !== undefined)
  const file = join(near(dir), markdownName)
  if (!isSame || renames.length > 0) {
    throw new PhdError('REPORT_WORDS_EDITED', `${file} or its report.yaml was edited; it is not overwritten.`, {
      expected: isSame ? `no ${renames.map((name) => `--${name}`).join(', ')}: write it into report.yaml` : `the runs it was written for: ${theirs.join(', ')}`,
      received: isSame ? undefined : ours.join(', '),
      remedy: `build it with --from ${near(dir)}, change runs: in report.yaml, or choose another folder with --out`,
    })
  }
  return { source, dir, drafted: [], told: [`${file} was edited: its words are kept.`, ...source.notes] }
}

function wasEdited(dir: string): boolean {
  return [markdownName, yamlName].some((name) => existsSync(join(dir, name)) && isEdited(readFileSync(join(dir, name), 'utf8')))
}

/** `--from`, else the working folder, else report/ in it. */
function findFolder({ from, out }: ReportFlags): string {
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
function refuseOldPoster(folder: string, named = ''): void {
  const old = join(folder, oldName)
  if (!named.endsWith(oldName) && (existsSync(join(folder, markdownName)) || !existsSync(old))) return
  if (named.endsWith(oldName) && !existsSync(old)) return
  throw new PhdError('REPORT_OLD_POSTER', `${near(old)} is of an earlier version; its words stand in report.md and report.yaml now.`, {
    expected: 'a folder with report.md',
    remedy: 'phd report init --run ID --out report drafts one; copy your words into it, then build with --from report',
    usage: true,
  })
}

function readFolder(folder: string, flags: ReportFlags, tools: ReportTools): ReportSource {
  const yaml = join(folder, yamlName)
  if (!existsSync(yaml)) throw absent(yaml)
  const source = readTexts(folder, readSmall(join(folder, markdownName)), readSmall(yaml), (settings) => {
    const store = tools.store(flags.runs ?? resolve(folder, settings.runsFolder))
    return Object.entries(settings.runs).map(([letter, id]) => loadRun(store, store.open(id), letter))
  })
  const { poster, theme, venue } = source.settings
  const changed = { size: flags.size ?? poster.size, landscape: flags.landscape ?? poster.landscape, style: flags.style ?? poster.style }
  return { ...source, settings: { ...source.settings, poster: changed, theme: flags.theme ?? theme, venue: flags.venue ?? venue } }
}

function readTexts(folder: string, markdown: string, yaml: string, runsOf: (settings: ReportSource['settings']) => LoadedRun[]): ReportSource {
  const [markdownFile, yamlFile] = [near(join(folder, markdownName)), near(join(folder, yamlName))]
  const read = readSettings(yaml, yamlFile)
  return readReport({ file: markdownFile, text: markdown }, { file: yamlFile, text: yaml, ...read }, runsOf(read.settings))
}

const mostBytes = 2_000_000

function readSmall(file: string): string {
  if (statSync(file).size > mostBytes)
    throw new PhdError('REPORT_SOURCE_INVALID', `${near(file)} is too large to read.`, { expected: `at most ${mostBytes / 1e6} MB` })
  return readFileSync(file, 'utf8')
}

function near(file: string): string {
  return relative('.', file) || '.'
}
