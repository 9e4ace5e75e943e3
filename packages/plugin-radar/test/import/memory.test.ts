/** Memory does not grow with the number of frames. PHD_LONG=1 imports 5,000. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const { importOf } = (await import(new URL('../../../../bench/import.js', import.meta.url).href)) as {
  importOf(frames: number, folder: string): Promise<{ answer: { frames: number }; peakBytes: number }>
}

async function peak(frames: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'import-'))
  try {
    const { answer, peakBytes } = await importOf(frames, folder)
    expect(answer.frames).toBe(frames)
    return peakBytes
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('memory', () => {
  it('of 400 frames of 700 x 700, which are 784 MB, is that of 80', { timeout: 300_000 }, async () => {
    const [few, many] = [await peak(80), await peak(400)]
    expect(many).toBeLessThan(600e6)
    expect(many - few).toBeLessThan(120e6)
  })

  it.skipIf(!process.env.PHD_LONG)('of 5,000 frames is under 600 MB (PHD_LONG=1)', { timeout: 3_600_000 }, async () => {
    expect(await peak(5000)).toBeLessThan(600e6)
  })
})
