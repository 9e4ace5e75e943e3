/** A poster that was begun while its draft was tried: gone on with where it is the same, and the same files either way. */
import { join } from 'node:path'
import type { Store } from '@phd/core'
import { beforeAll, expect, it } from 'vitest'
import { builtInStyles } from '../lib/layout/index.js'
import { isPosterOf, layPoster } from '../lib/poster/begin.js'
import { beginPoster, buildPoster, type PosterChoices } from '../lib/poster/index.js'
import { offPoster } from '../lib/source/draft/index.js'
import { openReport, type ReportSource } from '../lib/source/index.js'
import { builtInThemes, defaultTheme } from '../lib/themes/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const folder = temporaryFolder()
const choices: PosterChoices = { style: builtInStyles.classic, theme: defaultTheme }
let store: Store
const opened = async () => (await openReport({ run: [ids.train, ids.social], out: join(folder, 'none') }, { store: () => store })).source
let source: ReportSource
beforeAll(async () => {
  store = makeRuns(join(folder, 'runs'))
  source = await opened()
})

it('is the poster of the same words on the same page in the same style and theme, of no other', async () => {
  const begun = await beginPoster(offPoster(source, []), choices)
  if (!begun) throw new Error('it does not fit well')
  expect(isPosterOf(begun, await opened(), choices)).toBe(true)
  const figure = Object.keys(source.settings.figures)[0]
  const others: [ReportSource, PosterChoices][] = [
    [{ ...source, settings: { ...source.settings, title: 'Another' } }, choices],
    [offPoster(source, [figure]), choices],
    [source, { ...choices, landscape: true }],
    [source, { ...choices, size: 'A1' }],
    [source, { ...choices, theme: builtInThemes.dark }],
    [source, { ...choices, style: builtInStyles.finding }],
  ]
  expect(others.map(([other, chosen]) => isPosterOf(begun, other, chosen))).toEqual(others.map(() => false))
})

it('has the same files as one that was not begun, or begun with other words', async () => {
  const begun = await beginPoster(source, choices)
  const other = await beginPoster({ ...source, settings: { ...source.settings, title: 'Another' } }, choices)
  if (!begun || !other) throw new Error('it does not fit well')
  const [plain, went, turned] = [await buildPoster(source, choices), await buildPoster(source, choices, begun), await buildPoster(source, choices, other)]
  expect(went).toEqual(plain)
  expect(turned).toEqual(plain)
  const drawings = Promise.reject(new Error('gone on with'))
  drawings.catch(() => undefined)
  await expect(buildPoster(source, choices, { ...begun, drawings })).rejects.toThrow('gone on with')
})

it('is not begun where the words leave no room, though they fit', async () => {
  const isText = ({ kind }: ReportSource['sections'][number]['blocks'][number]) => kind !== 'figure'
  const full = (times: number): ReportSource => ({
    ...source,
    sections: source.sections.map((section) => {
      const shown = section.poster ?? section.blocks
      return { ...section, poster: [...Array.from({ length: times }, () => shown.filter(isText)).flat(), ...shown.filter((block) => !isText(block))] }
    }),
  })
  const layouts = await Promise.all([1, 2, 3, 4, 5, 6].map(async (times) => ({ times, ...(await layPoster(full(times), choices)) })))
  const tight = layouts.filter(({ layout, page }) => layout && layout.bodyPt < page.floorPt * 1.16)
  expect(tight.length).toBeGreaterThan(0)
  for (const { times } of tight) expect(await beginPoster(full(times), choices)).toBeUndefined()
  expect(await beginPoster(full(50), choices)).toBeUndefined()
})
