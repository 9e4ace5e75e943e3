/** Pairs made by hand, so that a test knows what every sample must hold. */
import { join } from 'node:path'
import { type NewPair, writePair } from '@phd/plugin-radar'

export interface Planting {
  place: string
  event?: string
  /** Minutes at which the one wet cell is wet, and frames in which its one rain cell rains, mm/h. */
  wetMinutes?: number[]
  rainFrames?: Record<number, number>
  frames?: number
  size?: number
  heightOf?: (y: number, x: number) => number
}

export const wetCell = { y: 1, x: 5 }
export const rainCell = { y: 0, x: 1 }

/** Water 8x8 (or `size`) every 5 minutes, rain 2x2. */
export async function plant(folder: string, planting: Planting): Promise<void> {
  const { place, wetMinutes = [], rainFrames = {}, frames = 40, size = 8, heightOf = (y, x) => 100 + y - x } = planting
  const minutes = Array.from({ length: frames + 1 }, (_, i) => i * 5)
  const pair: NewPair = {
    place,
    event: planting.event ?? `${place}-1`,
    rainMmPerHour: new Float32Array(frames * 4),
    rainShape: [frames, 2, 2],
    rainStepMinutes: 5,
    depthMetres: new Float32Array(minutes.length * size * size),
    depthShape: [minutes.length, size, size],
    depthMinutes: minutes,
    heightMetres: Float32Array.from({ length: size * size }, (_, i) => heightOf(Math.floor(i / size), i % size)),
    cellMetres: 50,
  }
  for (const minute of wetMinutes) pair.depthMetres[(minutes.indexOf(minute) * size + wetCell.y) * size + wetCell.x] = 0.5
  for (const [frame, mmPerHour] of Object.entries(rainFrames)) pair.rainMmPerHour[Number(frame) * 4 + rainCell.y * 2 + rainCell.x] = mmPerHour
  await writePair(join(folder, pair.event), pair)
}
