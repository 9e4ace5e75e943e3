/**
 * The source that a command works on: found, or drafted from runs; read and resolved.
 *
 * Nothing is written here: `drafted` is what the command writes beside its outputs, all or nothing.
 * Errors: REPORT_SOURCE_MISSING, REPORT_WORDS_EDITED, REPORT_OLD_POSTER, REPORT_CLAIM, RUN_NOT_FOUND (core) and those of reading.
 */
import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { PhdError, type Store } from '@phd/core'
import type { FigureKind } from '../figures/index.js'
import type { Venue } from '../venues/venue.js'
import { requireClaims } from './claims.js'
import { type DraftChoices, draftReport, offPoster, type ReportDraft, spareOrder } from './draft/index.js'
import { findFolder, markdownName, near, readFolder, readSmall, readTexts, refuseOldPoster, wasEdited, yamlName } from './folder.js'
import type { ReportSource } from './model.js'
import { type LoadedRun, loadRuns } from './runs.js'
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
  /** Figure kinds, with those of other plugins (loadFigureKinds); without it ours. */
  kinds?: Record<string, FigureKind>
  /** The profile of a new draft's venue: what it wants to be said, its sizes and minutes. */
  venue?(id: string): Promise<Venue>
  /** Whether a new draft fits well on its poster; what does not is left out there, the least important first. Without it: as the classic style says. */
  fits?(source: ReportSource): Promise<boolean>
  /** `allow` for who says himself which conditions of the source fail; else they are an error. */
  falseClaims?: 'allow'
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

export async function openReport(flags: ReportFlags, tools: ReportTools): Promise<OpenedReport> {
  const opened = await open(flags, tools)
  if (tools.falseClaims !== 'allow') requireClaims(opened.source.claims)
  return opened
}

async function open(flags: ReportFlags, tools: ReportTools): Promise<OpenedReport> {
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
  const choices = await choicesFor(dir, { ...earlier(dir, runs), ...given(flags) }, store.root, tools)
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
    return { draft, source: readTexts(dir, draft.markdown, draft.yaml, () => runs, tools.kinds) }
  }
  const whole = make()
  for (const name of spareOrder(whole.source)) {
    if (await (tools.fits ?? fitsClassic)(offPoster(whole.source, choices.offPoster))) break
    choices.offPoster.push(name)
  }
  return choices.offPoster.length ? make() : whole
}

async function choicesFor(dir: string, flags: ReportFlags, runsRoot: string, tools: ReportTools): Promise<DraftChoices> {
  const profile = flags.venue === undefined ? undefined : await tools.venue?.(flags.venue)
  return {
    runsFolder: relative(dir, runsRoot) || '.',
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
}

/** What was said when the draft in the folder was made, where it is of the same runs: a talk keeps the title of the poster. */
function earlier(dir: string, runs: LoadedRun[]): ReportFlags {
  const file = join(dir, yamlName)
  if (!existsSync(file)) return {}
  const { settings } = readSettings(readSmall(file), near(file))
  const theirs = Object.values(settings.runs)
  if (theirs.length !== runs.length || !runs.every(({ run }) => theirs.includes(run.id))) return {}
  const { title, authors, affiliation, contact, venue, theme, poster } = settings
  return given({ title, authors: authors.join(', '), affiliation, contact, venue, theme, ...poster })
}

function given(flags: ReportFlags): ReportFlags {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined && value !== ''))
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

/** The same source, whichever output is asked for first. */
async function fitsClassic(source: ReportSource): Promise<boolean> {
  const [{ fitsPoster, posterStyleOf }, { themeOf }] = await Promise.all([import('../poster/index.js'), import('../themes/index.js')])
  return fitsPoster(source, { style: await posterStyleOf('classic'), theme: await themeOf('default') })
}
