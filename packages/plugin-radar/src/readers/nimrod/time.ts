/** When a field is valid, UTC; undefined where the numbers are no time. */
import { missing, type NimrodHeader } from './header.js'

export function validTime({ ints }: NimrodHeader): number | undefined {
  return utc(ints.valid_year, ints.valid_month, ints.valid_day, ints.valid_hour, ints.valid_minute, ints.valid_second)
}

/** Of the analysis or the start of the forecast. */
export function dataTime({ ints }: NimrodHeader): number | undefined {
  return utc(ints.data_year, ints.data_month, ints.data_day, ints.data_hour, ints.data_minute, 0)
}

/** Length of the interval, where there is one. 32767 stands for: see the seconds. */
export function periodMinutes({ ints }: NimrodHeader): number | undefined {
  const minutes = ints.period_minutes === 32767 ? ints.period_seconds / 60 : ints.period_minutes
  return minutes > 0 ? minutes : undefined
}

function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number | undefined {
  const seconds = second === missing ? 0 : second
  const ms = Date.UTC(year, month - 1, day, hour, minute, seconds)
  const back = new Date(ms)
  const same =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute &&
    back.getUTCSeconds() === seconds
  return same && year >= 1900 ? ms : undefined
}
