/** Small radar files and a command line whose environment can be set. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { checkout } from '../oracle.js'
import { nimrodField } from '../readers/nimrod-writer.js'

export const shared = join(checkout, '..', 'shared', 'data')
export const noData = (folder: string) => (existsSync(join(shared, folder)) ? false : `needs ../shared/data/${folder}`)
export const start = Date.UTC(2020, 0, 28)

/** Rain of 3 rows and 4 columns: frame k is k mm/h, but for one dry and one missing cell. */
export function rain(k: number, changes: Partial<Parameters<typeof nimrodField>[0]> = {}): Buffer {
  const [year, month, day, hour, minute, second] = new Date(start + k * 300_000).toISOString().split(/\D/).map(Number)
  const stored = Array.from({ length: 12 }, (_, cell) => (cell === 0 ? -1 : cell === 1 ? 0 : 32 * k))
  return nimrodField({ valid: [year, month, day, hour, minute, second], data: [year, month, day, hour, minute], stored, ...changes })
}

/** Names are in no order of time. */
export function writeRain(folder: string, steps: number[]): void {
  for (const k of steps) writeFileSync(join(folder, `${(k * 7) % 10}-${k}.dat.gz`), gzipSync(rain(k)))
}

/** Every file of a folder by its hash. */
export function hashes(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort()
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex')]))
}

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export function startPhd(
  args: string[],
  { env = {}, cwd }: { env?: Record<string, string>; cwd?: string } = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [join(checkout, 'bin', 'phd.js'), ...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (text) => {
    stdout += text
  })
  child.stderr.on('data', (text) => {
    stderr += text
  })
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr }))) }
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of any command
export async function json(args: string[], where: { env?: Record<string, string>; cwd?: string } = {}): Promise<{ code: number | null; answer: any }> {
  const { code, stdout, stderr } = await startPhd([...args, '--json'], where).ended
  try {
    return { code, answer: JSON.parse(stdout) }
  } catch {
    throw new Error(`no JSON: ${stdout}\n${stderr}`)
  }
}
