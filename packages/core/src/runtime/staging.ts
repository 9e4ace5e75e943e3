/** A folder of our own to build in, renamed into place when whole. What killed installs left is cleaned away. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isGone, thisOwner } from './owner.js'

const prefix = '.installing-'

export function makeStaging(runtimes: string): string {
  const dir = join(runtimes, prefix + thisOwner())
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  return dir
}

/** Rename `staging` to `dir`; what was there goes aside first, and then away. */
export function moveIntoPlace(staging: string, dir: string): void {
  const aside = `${staging}-replaced`
  if (existsSync(dir)) renameSync(dir, aside)
  renameSync(staging, dir)
  rmSync(aside, { recursive: true, force: true })
}

/** Unfinished folders whose process is gone. */
export function leftovers(runtimes: string): string[] {
  if (!existsSync(runtimes)) return []
  const unfinished = readdirSync(runtimes).filter((name) => name.startsWith(prefix))
  return unfinished
    .map((name) => join(runtimes, name))
    .filter((path) => isGone(path.slice(path.indexOf(prefix) + prefix.length).replace(/-replaced$/, ''), path))
}

export function cleanLeftovers(runtimes: string): void {
  for (const path of leftovers(runtimes)) rmSync(path, { recursive: true, force: true, maxRetries: 3 })
}
