/** Numbers in words and figures: one way to write each. */

/** `0.612`; an en dash for what is missing. */
export function decimal(value: unknown, digits = 3): string {
  return typeof value === 'number' && Number.isFinite(value) ? (Object.is(value, -0) ? 0 : value).toFixed(digits).replace(/^-/, '−') : '–'
}

/** `9.3 %` of a share in 0..1; what is not quite none or all is not rounded to it: `< 0.1 %`, `> 99.9 %`. */
export function percent(share: unknown, digits = 1): string {
  if (typeof share !== 'number' || !Number.isFinite(share)) return '–'
  const rounded = Number((100 * share).toFixed(digits))
  const step = 10 ** -digits
  if (rounded === 0 && share > 0) return `< ${decimal(step, digits)} %`
  if (rounded === 100 && share < 1) return `> ${decimal(100 - step, digits)} %`
  return `${decimal(100 * share, digits)} %`
}

/** `1,338,032`. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** A value of a table cell: counts grouped, other numbers with `digits` or three significant digits. */
export function cell(value: string | number | boolean | null | undefined, digits?: number): string {
  if (value === null || value === undefined) return '–'
  if (typeof value !== 'number') return value === true ? 'yes' : value === false ? 'no' : value
  if (digits !== undefined && digits > 0) return decimal(value, digits)
  if (Number.isInteger(value) || digits === 0)
    return Math.abs(value) < 1e15 ? (value < 0 ? `−${grouped(-value)}` : grouped(value)) : String(value).replaceAll('-', '−')
  return String(Number(value.toPrecision(3))).replaceAll('-', '−')
}

/** `a, b and c`. */
export function listed(names: string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
}

/** `1 sample`, `2 samples`. */
export function counted(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? '' : 's'}`
}

/** `45 s`, `3 min 35 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ''}`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
