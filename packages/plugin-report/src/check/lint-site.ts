/** A site that was written: every page of it, and the pictures that they show. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { mark } from '../site/page.js'
import type { Check } from './check.js'
import { lintOneOfMany } from './lint-file.js'

/** By the first line of its style sheet. */
export function isSite(dir: string): boolean {
  const sheet = join(dir, 'style.css')
  return existsSync(sheet) && existsSync(join(dir, 'index.html')) && readFileSync(sheet, 'utf8').startsWith(mark)
}

export async function lintSite(dir: string, looking?: (done: number, total: number, file: string) => void): Promise<Check[]> {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => ['.html', '.svg', '.png'].includes(extname(file)))
    .sort()
  const checks: Check[] = []
  for (const [i, file] of files.entries()) {
    looking?.(i, files.length, file)
    checks.push(...(await lintOneOfMany(join(dir, file), {}, file)))
  }
  return checks
}
