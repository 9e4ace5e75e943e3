/** The JSON that describes a crop. */
import { z } from 'zod'

const whole = z.number().int().positive().max(65_536)

export const sidecarSchema = z.object({
  shape: z.tuple([whole, whole, whole]),
  dtype: z.literal('int16 little-endian'),
  order: z.literal('frame,row(north to south),col(west to east)'),
  unit: z.string().regex(/^mm\/h x [1-9]\d{0,8}$/, 'mm/h x N'),
  nodata: z.number().int(),
  north_edge_lat: z.number().min(-90).max(90),
  west_edge_lon: z.number().min(-360).max(360),
  cell_deg: z.number().positive(),
  times_unix_utc: z.array(z.number().int().min(0).max(4_102_444_800)),
  step_s: z.number().positive(),
})

export type Sidecar = z.infer<typeof sidecarSchema>

/** What of the file is no crop; undefined where all is well. */
export function sidecarFault(value: unknown): string | undefined {
  const { success, error, data } = sidecarSchema.safeParse(value)
  if (!success) return error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('; ')
  if (data.times_unix_utc.length !== data.shape[0]) return `${data.times_unix_utc.length} times for ${data.shape[0]} frames`
  return undefined
}
