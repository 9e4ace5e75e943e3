/** The real command line. */
import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkout } from './oracle.js'

export interface Answer {
  exitCode: number
  stdout: string
  stderr: string
}

export function phd(...args: string[]): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(checkout, 'bin', 'phd.js'), ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code ?? 1) : 0, stdout, stderr })
    })
  })
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'phd-radar-'))
}
