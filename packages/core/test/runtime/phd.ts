/** The real command line in a home and a PATH of the test's own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const bin = fileURLToPath(new URL('../../../../bin/phd.js', import.meta.url))

export interface Answer {
  code: number
  stdout: string
  stderr: string
  seconds: number
}

export function phd(args: string[], env: NodeJS.ProcessEnv): Promise<Answer> {
  const started = Date.now()
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr, seconds: (Date.now() - started) / 1000 })
    })
  })
}

export function startPhd(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...env }, stdio: 'ignore' })
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** With a space and an umlaut, as in many a home. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'phd rüntime '))
  folders.push(folder)
  return folder
}

/** A PATH of one folder that holds only these programs of the machine, and these shell scripts. */
export function pathWith(programs: string[], scripts: Record<string, string> = {}): string {
  const folder = join(newFolder(), 'bin')
  mkdirSync(folder)
  for (const name of programs) symlinkSync(whereIs(name)!, join(folder, name))
  for (const [name, body] of Object.entries(scripts)) script(join(folder, name), body)
  return folder
}

export function script(path: string, body: string): string {
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
  return path
}

export function whereIs(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path))
}

/** Node options that run this JavaScript before phd starts. */
export function before(javascript: string): string {
  return `--import data:text/javascript,${encodeURIComponent(javascript)}`
}

/** Only a package index of the test's own. */
export function onlyIndex(url: string): NodeJS.ProcessEnv {
  return { PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: url, PIP_EXTRA_INDEX_URL: '', PIP_FIND_LINKS: '', PIP_NO_INDEX: 'false' }
}

export async function until(condition: () => boolean, what: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; !condition(); ) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
