/**
 * The folder of a site, replaced as a whole: a page that is private by now must not stay behind.
 *
 * A folder that holds anything but a site is never touched. Errors: REPORT_SITE_FOLDER.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PhdError } from '@phd/core'
import { mark } from './page.js'
import { recordFile } from './record.js'

export function writeSite(out: string, files: { path: string; data: string | Uint8Array }[]): void {
  const fresh = `${out}.${process.pid}.tmp`
  try {
    for (const { path, data } of files) {
      mkdirSync(dirname(join(fresh, path)), { recursive: true })
      writeFileSync(join(fresh, path), data)
    }
    const old = `${out}.${process.pid}.old`
    if (existsSync(out)) renameSync(out, old)
    renameSync(fresh, out)
    rmSync(old, { recursive: true, force: true })
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    throw error
  }
}

/** Throws where `out` is not a folder, or holds other things than a site. */
export function refuseForeign(out: string): void {
  if (!existsSync(out)) return
  const refuse = (received: string) =>
    new PhdError('REPORT_SITE_FOLDER', `${out} is no site of phd; it is left as it is.`, {
      expected: 'a folder that is not there yet, that is empty, or that holds a site made before and nothing else',
      received,
      remedy: 'choose another folder: --out DIR',
      usage: true,
    })
  if (lstatSync(out).isSymbolicLink()) throw refuse('a link: the folder is replaced as a whole')
  if (!lstatSync(out).isDirectory()) throw refuse('a file')
  const names = readdirSync(out)
  if (names.length === 0) return
  const sheet = join(out, 'style.css')
  if (!existsSync(sheet) || !readFileSync(sheet, 'utf8').startsWith(mark)) throw refuse(names.slice(0, 5).join(', '))
  const others = names.filter((name) => !['index.html', 'style.css', 'feed.xml', recordFile, 'posts', 'runs'].includes(name))
  if (others.length > 0) throw refuse(others.slice(0, 5).join(', '))
}
