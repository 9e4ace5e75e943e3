/**
 * The bundle that is there already: what somebody edited is not written over, what nobody needs any more goes.
 *
 * manifest.json tells how each file was written. Errors: REPORT_PAPER_EDITED.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { PhdError } from '@phd/core'

type Written = { file: string; sha256: string }[]

const ours = /^(?:figures\/[A-Za-z0-9_-]+\.pdf|paper\.tex|refs\.bib)$/

/** `dir` is the report's folder. */
export function refuseEdited(dir: string): void {
  const edited = written(dir).find(({ file, sha256 }) => !file.startsWith('figures/') && isThere(dir, file) && hashOf(dir, file) !== sha256)
  if (!edited) return
  const name = relative('.', join(dir, 'paper', edited.file))
  throw new PhdError('REPORT_PAPER_EDITED', `${name} was edited; it is not overwritten.`, {
    expected: 'changes in report.md, report.yaml and the bibliography beside it',
    remedy: `move your changes there and delete ${name}, or build into another folder with --out`,
  })
}

/** Removes figures and a bibliography of the build before that this one does not write, where nobody changed them. */
export function removeStale(dir: string, before: Written, paths: string[]): void {
  for (const { file, sha256 } of before) {
    if (!paths.includes(`paper/${file}`) && isThere(dir, file) && hashOf(dir, file) === sha256) rmSync(join(dir, 'paper', file))
  }
}

/** Of the build before; none where manifest.json is not there or is not ours. */
export function written(dir: string): Written {
  try {
    const { files } = JSON.parse(readFileSync(join(dir, 'paper/manifest.json'), 'utf8')) as { files: Written }
    return files.filter(({ file, sha256 }) => ours.test(file) && typeof sha256 === 'string')
  } catch {
    return []
  }
}

function isThere(dir: string, file: string): boolean {
  return existsSync(join(dir, 'paper', file))
}

function hashOf(dir: string, file: string): string {
  return createHash('sha256')
    .update(readFileSync(join(dir, 'paper', file)))
    .digest('hex')
}
