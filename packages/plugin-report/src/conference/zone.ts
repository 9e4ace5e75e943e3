/** Time zones as calls write them. What may mean two things is an error that asks; a wrong guess costs a submission. */
import { PhdError } from '@phd/core'
import { nearestNames } from '../text/nearest.js'

/** `offsetMinutes` east of UTC where it is fixed; else the rules of the IANA zone `name`. */
export interface Zone {
  name: string
  offsetMinutes?: number
}

export const utc: Zone = { name: 'UTC', offsetMinutes: 0 }

const quarterHours = ['00', '15', '30', '45']

/** What each abbreviation may mean. `UTC±h` where the standard or summer time itself is meant, a place where its clocks are. */
const meanings: Record<string, string[]> = {
  ACST: ['UTC+9:30', 'Australia/Adelaide'],
  AEDT: ['UTC+11', 'Australia/Sydney'],
  AEST: ['UTC+10', 'Australia/Brisbane', 'Australia/Sydney'],
  AST: ['UTC-4 (Atlantic)', 'America/Halifax', 'Asia/Riyadh'],
  AWST: ['Australia/Perth'],
  BRT: ['America/Sao_Paulo'],
  BST: ['UTC+1 (British Summer Time)', 'Europe/London', 'Asia/Dhaka (Bangladesh)'],
  CDT: ['UTC-5', 'America/Chicago', 'America/Havana'],
  CEST: ['UTC+2', 'Europe/Paris'],
  CET: ['UTC+1', 'Europe/Paris'],
  CST: ['UTC-6 (Central Standard Time)', 'America/Chicago', 'Asia/Shanghai (China)', 'America/Havana (Cuba)'],
  CT: ['America/Chicago', 'Asia/Shanghai'],
  EDT: ['UTC-4', 'America/New_York'],
  EEST: ['UTC+3', 'Europe/Helsinki'],
  EET: ['UTC+2', 'Europe/Helsinki'],
  EST: ['UTC-5 (Eastern Standard Time)', 'America/New_York', 'Australia/Sydney'],
  ET: ['America/New_York'],
  HKT: ['Asia/Hong_Kong'],
  HST: ['Pacific/Honolulu'],
  IST: ['Asia/Kolkata (India)', 'Europe/Dublin (Ireland)', 'Asia/Jerusalem (Israel)'],
  JST: ['Asia/Tokyo'],
  KST: ['Asia/Seoul'],
  MDT: ['UTC-6', 'America/Denver'],
  MSK: ['Europe/Moscow'],
  MST: ['UTC-7', 'America/Denver', 'America/Phoenix', 'Asia/Kuala_Lumpur'],
  NZDT: ['UTC+13', 'Pacific/Auckland'],
  NZST: ['UTC+12', 'Pacific/Auckland'],
  PDT: ['UTC-7', 'America/Los_Angeles'],
  PST: ['UTC-8 (Pacific Standard Time)', 'America/Los_Angeles (with summer time)', 'Asia/Manila (Philippines)'],
  PT: ['America/Los_Angeles'],
  SGT: ['Asia/Singapore'],
  SST: ['Asia/Singapore', 'Pacific/Pago_Pago'],
  WEST: ['UTC+1', 'Europe/Lisbon'],
  WET: ['UTC', 'Europe/Lisbon'],
}

/** `AoE`, `UTC`, `GMT+5:30`, `UTC-08`, `+05:30`, `Europe/London`; CONFERENCE_ZONE for everything else. */
export function parseZone(text: string): Zone {
  const clean = text
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
  if (/^(aoe|anywhere on earth)( ?\(utc ?-12(:00)?\))?$/i.test(clean)) return { name: 'AoE', offsetMinutes: -720 }
  if (/^(utc|gmt|z|etc\/(utc|gmt|uct|universal|zulu))$/i.test(clean)) return utc
  const offset = fixedOffset(clean)
  if (offset !== undefined) return { name: offsetName(offset), offsetMinutes: offset }
  if (clean.includes('/') && isIana(clean)) return { name: clean }
  throw zoneError(clean)
}

/** The zone of this machine; UTC where it does not say. */
export function systemZone(): Zone {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone
  return name?.includes('/') ? parseZone(name) : utc
}

/** Zones that the word may mean, without their explanations: `UTC-8`, `America/Los_Angeles`. */
export function zoneCandidates(text: string): string[] {
  return candidates(text).map((it) => it.split(' ')[0])
}

function meaningsOf(text: string): string[] | undefined {
  const word = text.toUpperCase().replace(/\./g, '')
  return Object.hasOwn(meanings, word) ? meanings[word] : undefined
}

function candidates(text: string): string[] {
  const known = meaningsOf(text)
  if (known) return known
  const zones = Intl.supportedValuesOf('timeZone')
  const city = text.split('/').at(-1)?.replaceAll(' ', '_').toLowerCase() ?? ''
  const same = zones.filter((name) => name.split('/').at(-1)?.toLowerCase() === city)
  return same.length > 0 ? same : nearestNames(text.slice(0, 60), zones)
}

function zoneError(text: string): PhdError {
  const accepted = 'AoE, UTC, UTC±h[:mm], or a place like Europe/London'
  if (!text)
    return new PhdError('CONFERENCE_ZONE', 'A deadline without a time zone: which one does the call say?', {
      expected: accepted,
      received: 'no zone',
      usage: true,
    })
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text
  const meant = candidates(text)
  const message = meaningsOf(text)
    ? `"${shown}" is not certain to be one time zone: which one is meant?`
    : `"${shown}" is no time zone that is known: which one is meant?`
  return new PhdError('CONFERENCE_ZONE', message, {
    expected: `${accepted}${meant.length > 0 ? `; here perhaps ${meant.join(', ')}` : ''}`,
    received: shown,
    usage: true,
  })
}

/** Minutes east of UTC. Zones lie between -12 and +14 hours, at quarters of an hour. */
function fixedOffset(text: string): number | undefined {
  const match = /^(?:(?:utc|gmt) ?([+-]) ?(\d{1,2})(?::?(\d{2}))?|([+-])(\d{2}):(\d{2}))$/i.exec(text)
  if (!match) return undefined
  const [sign, hours, minutes = '00'] = match[1] ? match.slice(1, 4) : match.slice(4, 7)
  if (!quarterHours.includes(minutes)) return undefined
  const total = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  return total >= -720 && total <= 840 ? total : undefined
}

function offsetName(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest ? `:${rest}` : ''}`
}

const known = new Map<string, boolean>()

function isIana(name: string): boolean {
  const found = known.get(name) ?? isAccepted(name)
  known.set(name, found)
  return found
}

function isAccepted(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){1,2}$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
