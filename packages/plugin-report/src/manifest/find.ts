/**
 * The record of a build that belongs to a file or a folder: the copy inside it, else build.json beside or above it.
 *
 * Errors: REPORT_FILE_MISSING, REPORT_TRACE_NONE, REPORT_MANIFEST, REPORT_FILE.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { PhdError } from '@phd/core'
import { travelledManifest } from './embed/read.js'
import { manifestFile, readManifest } from './file.js'
import type { Build, Manifest } from './model.js'
import { parseManifest } from './parse.js'

export interface FoundManifest {
  /** Of the outputs that were asked for. */
  builds: Build[]
  /** Where it was found, for people. */
  from: string
  /** Folder of the report; undefined where only the file is there. */
  dir?: string
}

export async function findManifest(path: string): Promise<FoundManifest> {
  if (!existsSync(path))
    throw new PhdError('REPORT_FILE_MISSING', `There is no ${path}.`, {
      expected: 'a PDF, a PPTX, a build.json, a page of a site, or the folder of a report or a site',
      received: path,
      usage: true,
    })
  if (statSync(path).isDirectory()) return inFolder(path)
  if (path.endsWith('.json')) return { builds: Object.values(parseManifest(readFileSync(path, 'utf8'), path).builds), from: path, dir: dirname(resolve(path)) }
  const beside = aboveOf(path)
  const named = beside && buildsOf(beside.manifest, beside.dir, path)
  const inside = await insideOf(path).catch((error: Error) => {
    if (!named?.length) throw error
    return undefined
  })
  const builds = inside ? Object.values(inside.builds) : named
  if (builds?.length) return { builds, from: inside ? `inside ${path}` : near(join(beside!.dir, manifestFile)), dir: named?.length ? beside!.dir : undefined }
  throw none(path)
}

async function insideOf(path: string): Promise<Manifest | undefined> {
  return /\.(pdf|pptx|potx|ppsx)$/i.test(path) ? travelledManifest(readFileSync(path), path) : undefined
}

function inFolder(path: string): FoundManifest {
  const dir = [path, join(path, 'report')].find((folder) => existsSync(join(folder, manifestFile)))
  const manifest = dir && readManifest(dir)
  if (!dir || !manifest) throw none(path)
  return { builds: Object.values(manifest.builds), from: near(join(dir, manifestFile)), dir: resolve(dir) }
}

/** build.json beside the file, or in a folder above it: figures and papers have folders of their own. */
function aboveOf(path: string): { manifest: Manifest; dir: string } | undefined {
  const first = dirname(resolve(path))
  for (const dir of [first, dirname(first)]) {
    const manifest = readManifest(dir)
    if (manifest) return { manifest, dir }
  }
  return undefined
}

function buildsOf({ builds }: Manifest, dir: string, path: string): Build[] {
  const file = relative(dir, resolve(path)).replaceAll('\\', '/')
  const figure = basename(file).replace(/\.[^.]+$/, '')
  return Object.values(builds)
    .filter(({ files, figures }) => files.some((it) => it.file === file) || (file.startsWith('figures/') && figures.some(({ name }) => name === figure)))
    .map((build) => (build.kind === 'site' && file !== 'index.html' ? pageOfSite(build, file) : build))
}

/** The page of a run, or a drawing beside it, without the other pages; the start page stands for all of them. */
function pageOfSite(build: Build, file: string): Build {
  const [, id] = /^runs\/([^/]+?)(?:\.html|\/.*)$/.exec(file) ?? []
  const result = /\.svg$/.test(file) ? basename(file, '.svg') : undefined
  const figures = build.figures.filter((figure) => figure.runs.includes(id) && (result === undefined || figure.result === result))
  return { ...build, figures, runs: build.runs.filter((run) => run.id === id) }
}

function none(path: string): PhdError {
  return new PhdError('REPORT_TRACE_NONE', `Nothing is known of how ${path} was built.`, {
    expected: 'a PDF or PPTX with its record inside, or build.json beside it',
    remedy: 'build it with phd report poster, slides, paper or site',
  })
}

function near(file: string): string {
  return relative('.', file) || '.'
}
