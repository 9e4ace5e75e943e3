/** An archive of daily tars in a folder, and an FTP server before it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pack } from 'tar-stream'
import { python } from '../oracle.js'

export const login = { user: 'alice', password: 'open-sesame' }
const script = fileURLToPath(new URL('ftp_server.py', import.meta.url))

export interface Event {
  event: 'connect' | 'login' | 'retr'
  open?: number
  file?: string
  at?: number
}

export interface Archive {
  /** Address of the folder of the years. */
  url: string
  events: Event[]
  /** Files asked for: `name@offset`. */
  asked(): string[]
  close(): void
}

export interface Settings {
  cuts?: Record<string, number[]>
  how?: 'data' | 'all' | 'silent'
  silence?: number
  sizes?: Record<string, number>
  max?: number
  noMlsd?: boolean
  noRest?: boolean
  noRead?: boolean
  slow?: number
}

export function tarName(day: string): string {
  return `metoffice-c-band-rain-radar_uk_${day.replaceAll('-', '')}_1km-composite.dat.gz.tar`
}

/** A tar of members that no two days share. */
export async function dailyTar(day: string, bytes = 40_000): Promise<Buffer> {
  const tar = pack()
  const digits = day.replaceAll('-', '')
  for (const [i, hour] of ['0000', '0005', '0010'].entries()) {
    const content = Buffer.from(Array.from({ length: Math.round(bytes / 3) }, (_, k) => (k * (Number(digits) % 251) + i + (k >> 8)) & 255))
    tar.entry({ name: `metoffice-c-band-rain-radar_uk_${digits}${hour}_1km-composite.dat.gz` }, content)
  }
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** A folder `uk-1km/YEAR/…` of these days; the tars by day. */
export async function archiveFolder(days: string[], bytes?: number): Promise<{ root: string; tars: Map<string, Buffer> }> {
  const root = mkdtempSync(join(tmpdir(), 'phd-archive-'))
  const tars = new Map<string, Buffer>()
  for (const day of days) {
    const tar = await dailyTar(day, bytes)
    const folder = join(root, 'uk-1km', day.slice(0, 4))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, tarName(day)), tar)
    tars.set(day, tar)
  }
  return { root, tars }
}

export async function serve(root: string, settings: Settings = {}): Promise<Archive> {
  const child: ChildProcess = spawn(python, [script, root, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'pipe'] })
  const events: Event[] = []
  let said = ''
  child.stderr!.on('data', (text) => {
    said = `${said}${text}`.slice(-4000)
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.on('close', () => reject(new Error(`the FTP server ended: ${said}`)))
    let rest = ''
    child.stdout!.on('data', (text) => {
      const lines = `${rest}${text}`.split('\n')
      rest = lines.pop()!
      for (const line of lines) {
        const event = JSON.parse(line)
        if (event.port) resolve(event.port)
        else events.push(event)
      }
    })
  })
  return {
    url: `ftp://127.0.0.1:${port}/uk-1km`,
    events,
    asked: () => events.filter(({ event }) => event === 'retr').map(({ file, at }) => `${file}@${at}`),
    close: () => void child.kill(),
  }
}
