/** One line of the published downloader, checked. */
import { z } from 'zod'

const size = z.object({ width: z.number().int().positive(), height: z.number().int().positive() })
const point = z.object({ northing: z.number(), easting: z.number() })
const corner = z.object({ x: z.number().int().nonnegative(), y: z.number().int().nonnegative() })

const schema = z.object({
  data: z.custom<(number | null)[][]>((data) => Array.isArray(data) && data.length > 0 && data.every((list) => Array.isArray(list) && list.length > 0), {
    message: 'lists of numbers',
  }),
  timestamp: z.string().nullish(),
  timestamps: z.array(z.string().nullable()).nullish(),
  size_full: size,
  size: size.optional(),
  size_extract: size.optional(),
  bounds_full: z.object({ top: z.number(), left: z.number(), bottom: z.number(), right: z.number() }),
  bounds_extract: z.object({ top_left_os: point, bottom_right_os: point }).partial().optional(),
  bounds_extract_array: z.object({ start: corner, end: corner }).optional(),
  count_total: z.number().int(),
  count: z.number().int().optional(),
  count_extract: z.number().int().optional(),
})

export type Record = z.infer<typeof schema>

/** The record, or what is wrong with it. Its counts must be those of its numbers. */
export function recordOf(line: string): Record | string {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    return (error as Error).message
  }
  const { success, error, data: record } = schema.safeParse(value)
  if (!success)
    return error.issues
      .slice(0, 3)
      .map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`)
      .join('; ')
  const { data, size_full: full, count_total } = record
  const [outer, inner] = [data.length, data[0].length]
  const ragged = data.findIndex((list) => list.length !== inner)
  if (ragged >= 0) return `data[${ragged}] has ${data[ragged].length} numbers, data[0] has ${inner}`
  const odd = firstOdd(data)
  if (odd) return odd
  const counted = record.count ?? record.count_extract
  if (counted !== undefined && counted !== outer * inner) return `a count of ${counted} for ${outer} x ${inner} numbers`
  if (count_total !== full.width * full.height) return `count_total ${count_total} for ${full.width} x ${full.height}`
  const extract = record.size ?? record.size_extract
  const fits = (width: number, height: number) => extract?.width === width && extract.height === height
  if (extract && !fits(inner, outer) && !fits(outer, inner)) return `a size of ${extract.width} x ${extract.height} for ${outer} lists of ${inner} numbers`
  return record
}

/** What is no number of Float32. By a plain loop: a line has tens of thousands of them. */
function firstOdd(data: (number | null)[][]): string | undefined {
  for (let outer = 0; outer < data.length; outer++) {
    const list = data[outer]
    for (let inner = 0; inner < list.length; inner++) {
      const value = list[inner]
      if (value !== null && (typeof value !== 'number' || !Number.isFinite(Math.fround(value))))
        return `data[${outer}][${inner}]: ${JSON.stringify(value)}`.slice(0, 80)
    }
  }
  return undefined
}

/** UTC; the second of `timestamps` where `timestamp` is empty. */
export function timeOf({ timestamp, timestamps }: Record): number | undefined {
  const text = timestamp ?? timestamps?.[1]
  if (!text || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)) return undefined
  const timeMs = Date.parse(text)
  return Number.isFinite(timeMs) ? timeMs : undefined
}
