/** `meta.json` of a pair folder. */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { PhdError } from '@phd/core'
import { z } from 'zod'
import { dtypes, units } from './arrays.js'

const count = z.int().positive()
const fileName = z.string().regex(/^[\w.-]+$/, 'a file name')
const array = <T extends Record<string, number>>(scale: T) => ({
  file: fileName,
  dtype: z.enum(Object.keys(dtypes) as [keyof typeof dtypes]),
  unit: z.enum(Object.keys(scale) as [keyof T & string]),
})

const metaSchema = z.object({
  place: fileName.optional(),
  event: fileName.optional(),
  dem: z.object({ ...array(units.metres), shape: z.tuple([count, count]), cell_m: z.number().positive() }),
  rain: z.object({
    ...array(units.mmPerHour),
    shape: z.union([z.tuple([count, count, count]), z.tuple([count]), z.tuple([count, count])]),
    step_min: z.number().positive(),
  }),
  depth: z.object({ ...array(units.metres), shape: z.tuple([count, count, count]), minutes: z.array(z.number().nonnegative()) }),
  /** Where it all comes from, in words; what stands before the first comma is its short form. */
  dem_source: z.string().optional(),
  rain_source: z.string().optional(),
  simulator: z.union([z.string(), z.object({ name: z.string() })]).optional(),
})

export type PairMeta = z.infer<typeof metaSchema>

/** A pair before its arrays are read. */
export interface PairHeader {
  dir: string
  /** `meta.place`, else the folder's name. */
  place: string
  /** `meta.event`, else the folder's name. */
  event: string
  meta: PairMeta
  /** (time, y, x); rain without a grid is one cell. */
  rainShape: [number, number, number]
  depthShape: [number, number, number]
}

/** Errors: RADAR_PAIR_META. */
export async function readHeader(dir: string): Promise<PairHeader> {
  const file = join(dir, 'meta.json')
  const parsed = metaSchema.safeParse(parseJson(await readFile(file, 'utf8'), file))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw invalid(file, `${issue.path.join('.')}: ${issue.message}`)
  }
  const meta = parsed.data
  const [frames, y = 1, x = 1] = meta.rain.shape
  const { shape, minutes } = meta.depth
  if (minutes.length !== shape[0]) throw invalid(file, `${minutes.length} depth minutes for ${shape[0]} depths`)
  if (minutes.some((minute, i) => i > 0 && minute <= minutes[i - 1])) throw invalid(file, 'depth minutes that do not ascend')
  if (shape.slice(1).join() !== meta.dem.shape.join()) throw invalid(file, `a dem of ${meta.dem.shape.join('x')} for depths of ${shape.slice(1).join('x')}`)
  return { dir, place: meta.place ?? basename(dir), event: meta.event ?? basename(dir), meta, rainShape: [frames, y, x], depthShape: shape }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalid(file, `no JSON: ${(error as Error).message}`)
  }
}

function invalid(file: string, received: string): PhdError {
  return new PhdError('RADAR_PAIR_META', `${file} does not describe a pair.`, {
    expected: 'dem, rain and depth with file, shape, dtype and unit (docs/guide/radar-dataset.md)',
    received,
  })
}
