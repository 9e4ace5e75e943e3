/**
 * Page sizes by name, and the smallest readable text on each.
 *
 * PowerPoint takes 1 to 56 inches a side. On A0 nothing is smaller than 24 pt; smaller sheets are read from nearer.
 */
import { PhdError } from '@phd/core'

export interface Page {
  name: string
  widthMm: number
  heightMm: number
  columns: number
  /** No text but the footer's is smaller, figures included. */
  floorPt: number
}

const mmPerInch = 25.4
const sizesMm: Record<string, [number, number]> = {
  A0: [841, 1189],
  A1: [594, 841],
  A2: [420, 594],
  '36x48': [36 * mmPerInch, 48 * mmPerInch],
  '48x36': [48 * mmPerInch, 36 * mmPerInch],
  '24x36': [24 * mmPerInch, 36 * mmPerInch],
  '16:9': [40 * mmPerInch, 22.5 * mmPerInch],
}
const smallestMm = 250

/** `A0`, `36x48` (inches), `700x1000mm`, `16:9`; `landscape` turns it so that it is wider than tall. REPORT_SIZE else. */
export function pageOf(name: string, landscape = false): Page {
  const [a, b] = named(name) ?? measured(name) ?? unknown(name)
  const turned = landscape && b > a
  const [widthMm, heightMm] = (turned ? [b, a] : [a, b]).map((mm) => Math.round(mm * 10) / 10)
  const short = Math.min(a, b)
  if (short < smallestMm || Math.max(a, b) > 56 * mmPerInch) unknown(name)
  const aspect = widthMm / heightMm
  return { name, widthMm, heightMm, columns: aspect > 1.2 ? 3 : 2, floorPt: Math.max(10, Math.min(24, Math.round((24 * short) / 841))) }
}

function named(name: string): [number, number] | undefined {
  const key = Object.keys(sizesMm).find((size) => size.toLowerCase() === name.toLowerCase())
  return key ? sizesMm[key] : undefined
}

function measured(name: string): [number, number] | undefined {
  const match = /^(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(in|mm|cm)?$/i.exec(name.trim())
  if (!match) return undefined
  const unit = { in: mmPerInch, mm: 1, cm: 10 }[(match[3] ?? 'in').toLowerCase()] ?? mmPerInch
  return [Number(match[1]) * unit, Number(match[2]) * unit]
}

function unknown(name: string): never {
  throw new PhdError('REPORT_SIZE', `"${name}" is no size for a poster.`, {
    expected: `${Object.keys(sizesMm).join(', ')}, or WIDTHxHEIGHT in inches, or with mm or cm; ${smallestMm} mm to 1422 mm a side`,
    received: name,
    usage: true,
  })
}
