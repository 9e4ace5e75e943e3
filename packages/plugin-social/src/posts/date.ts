/** Dates as posts have them: ISO 8601, and Twitter v1.1's form. Without a zone they are UTC. */

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?(Z|UTC|[+-]\d\d:?\d\d)?)?$/
const twitter = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\w{3}) (\d\d) (\d\d):(\d\d):(\d\d) ([+-]\d{4}) (\d{4})$/
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Undefined where the text is no date, or a date that does not exist. Fractions of a second are dropped. */
export function parseDate(text: string): Date | undefined {
  const i = iso.exec(text)
  if (i) return instant(Number(i[1]), Number(i[2]), Number(i[3]), Number(i[4] ?? 0), Number(i[5] ?? 0), Number(i[6] ?? 0), i[7])
  const t = twitter.exec(text)
  if (t) return instant(Number(t[7]), months.indexOf(t[1]) + 1, Number(t[2]), Number(t[3]), Number(t[4]), Number(t[5]), t[6])
  return undefined
}

/** The form of a value without the value: digits are 9, letters are a. A misplaced column may hold a text. */
export function dateShape(text: string): string {
  const shape = [...text.slice(0, 40)].map((c) => (/\d/.test(c) ? '9' : /\p{L}/u.test(c) ? 'a' : c)).join('')
  return text.length > 40 ? `${shape}…` : shape
}

function instant(year: number, month: number, day: number, hour: number, minute: number, second: number, zone = 'Z'): Date | undefined {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  if (!exists) return undefined
  return new Date(date.getTime() - offsetMinutes(zone) * 60_000)
}

function offsetMinutes(zone: string): number {
  if (zone === 'Z' || zone === 'UTC') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone.startsWith('-') ? -minutes : minutes
}
