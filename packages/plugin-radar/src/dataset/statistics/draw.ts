/** The curves among the statistics as pictures; the points behind rain-water have no axes in a picture, and stay data. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Figure, listResults, PhdError, readResult, writeAtomic } from '@phd/core'

/** The files, `NAME.png`. RADAR_FIGURES where no plugin draws such results. */
export async function drawStatistics(dataset: string, folder: string, figureOf: (kind: string) => Promise<Figure>): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const files: string[] = []
  for (const name of listResults(dataset)) {
    const result = readResult(dataset, name)
    if (result.shape !== 'curves') continue
    const figure = await figureOf(result.shape).catch((cause) => {
      throw new PhdError('RADAR_FIGURES', 'There is nothing to draw the statistics with.', {
        expected: '@phd/plugin-report',
        received: (cause as Error).message,
        cause,
      })
    })
    const { data } = await figure.draw([{ id: name, result }], { format: 'png', widthMm: 140 })
    const file = join(folder, `${name}.png`)
    writeAtomic(file, data)
    files.push(file)
  }
  return files
}
