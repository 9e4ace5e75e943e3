/** The ASCII header of a RADOLAN composite, up to its ETX. */
export interface RadolanHeader {
  product: string
  timeMs: number
  /** Of the whole file, the header included. */
  totalBytes: number
  /** Millimetres of one unit. */
  precisionMm: number
  minutes: number
  rows: number
  columns: number
  /** By the name of the header, as written. */
  fields: Record<string, string>
  /** Bytes up to and with ETX. */
  length: number
}

const etx = 3
const longest = 2000

/** Two letters, day hour minute, the radar 10000, month year, and BY. */
const start = /^([A-Z][A-Z0-9])(\d{2})(\d{2})(\d{2})(\d{5})(\d{2})(\d{2})BY *(\d{5,10})/

export function looksRadolan(head: Uint8Array): boolean {
  return start.test(String.fromCharCode(...head.subarray(0, 40)))
}

/** A string says what is wrong. */
export function parseRadolanHeader(bytes: Uint8Array): RadolanHeader | string {
  const length = bytes.subarray(0, longest).indexOf(etx) + 1
  if (length === 0) return `no ETX in the first ${Math.min(longest, bytes.length)} bytes`
  const text = String.fromCharCode(...bytes.subarray(0, length - 1))
  const opening = start.exec(text)
  if (!opening) return `"${text.slice(0, 40)}"`
  const [all, product, day, hour, minute, , month, year, total] = opening
  const timeMs = Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
  const time = `20${year}-${month}-${day}T${hour}:${minute}`
  if (!Number.isFinite(timeMs) || !new Date(timeMs).toISOString().startsWith(time)) return `a time of ${time}`
  const fields: Record<string, string> = {}
  for (const [, key, value] of text.slice(all.length).matchAll(/(VS|SW|PR|INT|GP|MS|VV|MF|QN|VR) *(E[-+]\d\d|[^A-Z<]*(?:<[^>]*>)?)/g))
    fields[key] ??= value.trim()
  const precision = /^E([-+]\d{2})$/.exec(fields.PR ?? '')
  const size = /^(\d+)x *(\d+)$/.exec(fields.GP ?? '')
  const minutes = Number(fields.INT)
  if (!precision) return `PR "${fields.PR ?? ''}"`
  if (!size) return `GP "${fields.GP ?? ''}"`
  if (!(minutes > 0)) return `INT "${fields.INT ?? ''}"`
  const [rows, columns] = [Number(size[1]), Number(size[2])]
  const precisionMm = 10 ** Number(precision[1])
  return { product, timeMs, totalBytes: Number(total), precisionMm, minutes, rows, columns, fields, length }
}
