/** When an AQC image was measured: its comment says so (`PRDT=AQC151351545`), and so does its name. */
import { basename } from 'node:path'
import { PhdError } from '@phd/core'

const pattern = /AQC(\d{2})(\d{3})(\d{2})(\d{2})/i

export function namedAqc(name: string): boolean {
  return timeIn(fileName(name)) !== undefined
}

/** UTC. The comment wins, with a line in the log: a file may have been renamed. RADAR_FILE_NAME where neither says. */
export function aqcTime(name: string, comment: string, log?: (line: string) => void): number {
  const inside = timeIn(/PRDT=(\S*)/.exec(comment)?.[1] ?? '')
  const outside = timeIn(fileName(name))
  if (inside !== undefined && outside !== undefined && inside !== outside)
    log?.(`${name}: the name says ${new Date(outside).toISOString()}, the file ${new Date(inside).toISOString()}; the file is taken`)
  const timeMs = inside ?? outside
  if (timeMs !== undefined) return timeMs
  throw new PhdError('RADAR_FILE_NAME', `Neither the comment nor the name of ${name} says when it was measured.`, {
    expected: 'AQC, two digits of the year, three of the day of the year, four of hour and minute, as AQC151351545F_00005.801.gif',
    received: fileName(name),
    remedy: 'give the file its original name',
  })
}

function timeIn(text: string): number | undefined {
  const parts = pattern.exec(text)
  if (!parts) return undefined
  const [year, day, hour, minute] = parts.slice(1).map(Number)
  const timeMs = Date.UTC(2000 + year, 0, day, hour, minute)
  return day >= 1 && hour < 24 && minute < 60 && new Date(timeMs).getUTCFullYear() === 2000 + year ? timeMs : undefined
}

function fileName(name: string): string {
  return basename(name.split('!/').at(-1) ?? name)
}
