/** A site that was written: every page of it, the pictures that they show, and what its record says of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { type Build, readManifest, runsFolderOf } from '../manifest/index.js'
import { mark } from '../site/page.js'
import type { Check } from './check.js'
import { lintOneOfMany } from './lint-file.js'
import { judgeBuild, type LintTools } from './lint-report.js'

/** By the first line of its style sheet. */
export function isSite(dir: string): boolean {
  const sheet = join(dir, 'style.css')
  return existsSync(sheet) && existsSync(join(dir, 'index.html')) && readFileSync(sheet, 'utf8').startsWith(mark)
}

/** A site is copied to where no runs are: then its files alone are held against its record. */
export async function judgeSite(build: Build, dir: string, tools: LintTools, as: { output: string; only?: string }): Promise<Check[]> {
  const checks = await judgeBuild(build, dir, tools, as)
  const isKnown = existsSync(runsFolderOf(dir, tools.runs))
  return checks.filter(({ rule }) => isKnown || rule === 'edited-file').map((check) => ({ ...check, remedy: 'build it again: phd report site' }))
}

export async function lintSite(dir: string, tools: LintTools): Promise<Check[]> {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => ['.html', '.svg', '.png'].includes(extname(file)))
    .sort()
  const checks: Check[] = []
  for (const [i, file] of files.entries()) {
    tools.looking?.(i, files.length, file)
    checks.push(...(await lintOneOfMany(join(dir, file), {}, file)))
  }
  const build = readManifest(dir)?.builds.site
  return build ? [...checks, ...(await judgeSite(build, dir, tools, { output: 'site' }))] : checks
}
