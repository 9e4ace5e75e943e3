import { type Figure, PhdError, type Registry, type Result } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defaultKind, figureKind, figureKinds, figureStyle, loadFigureKinds, type PictureKind } from '../lib/figures/index.js'

const result: Result = { shape: 'table', title: 'Snow', columns: [{ key: 'day', label: 'Day' }], rows: [{ day: 'a' }] }
const weather = { shape: 'weather', title: 'x' } as unknown as Result
const good = '<svg viewBox="0 0 283 170"><rect width="9" height="9"/><text font-size="9">snow</text></svg>'
const params = z.object({
  format: z.string(),
  widthMm: z.number(),
  heightMm: z.number(),
  fontPt: z.number(),
  options: z.object({ depth: z.number().optional() }).default({}),
})

function figure(given: Partial<Figure> = {}): Figure {
  return { about: 'A profile of snow', params, draw: async () => ({ name: 'a.svg', data: good }), ...given }
}

/** A registry of one plugin. */
function registry(figures: Record<string, Figure | Error>): Registry {
  return {
    list: async () => Object.keys(figures).map((name) => ({ kind: 'figure', name, plugin: name === 'curves' ? '@phd/plugin-report' : 'phd-plugin-snow' })),
    broken: async () => [],
    get: async (_: string, name: string) => {
      const found = figures[name]
      if (found instanceof Error) throw found
      return found
    },
    openDataset: async () => undefined,
  } as unknown as Registry
}

async function kindOf(given: Partial<Figure>): Promise<PictureKind> {
  const kinds = await loadFigureKinds(registry({ 'snow/profile': figure(given) }))
  return kinds['snow/profile'] as PictureKind
}

const size = { widthMm: 100, heightMm: 60 }
const source = { result, runDir: '/runs/20261101T000000-snow' }
const draw = async (given: Partial<Figure>, options = {}) => (await kindOf(given)).draw(source, size, figureStyle(9), options)

describe('a figure of another plugin', () => {
  it('stands beside ours and is drawn at the size that it gets', async () => {
    const asked: unknown[] = []
    const kinds = await loadFigureKinds(
      registry({
        curves: figure(),
        'snow/profile': figure({
          draws: (one) => one.shape === 'table',
          draw: async (sources, given) => {
            asked.push(sources[0].id, given)
            return { name: 'a.svg', data: good }
          },
        }),
      }),
    )
    expect(kinds.curves).toBe(figureKinds.curves)
    const kind = figureKind('snow/profile', result, kinds) as PictureKind
    const { svg } = await kind.draw(source, size, figureStyle(9), { depth: 3 })
    expect(asked).toEqual(['20261101T000000-snow', { format: 'svg', ...size, fontPt: 9, options: { depth: 3 } }])
    expect(svg).toMatch(/^<svg [^>]*width="283" height="170" viewBox="0 0 283 170" preserveAspectRatio="xMidYMid meet">/)
    expect(svg).toContain('>snow</text>')
  })

  it('is the default of a shape that only it knows, but not where it says nothing', async () => {
    const kinds = (given: Partial<Figure>) => loadFigureKinds(registry({ 'snow/profile': figure(given) }))
    expect(defaultKind(weather, await kinds({ draws: (one) => (one.shape as string) === 'weather' }))).toBe('snow/profile')
    expect(defaultKind(weather, await kinds({}))).toBeUndefined()
    expect(figureKind('snow/profile', weather, await kinds({}))).toBeDefined()
  })

  it('says its own heights and alt text; without them, or where they are nonsense, ours', async () => {
    const heights = { minMm: 20, idealMm: 30, maxMm: 40 }
    const own = await kindOf({ heights: () => heights, alt: () => 'A profile: 3 m of snow.' })
    expect(own.heights(source, 100, figureStyle(9), {}, {} as never)).toEqual(heights)
    expect(own.alt(source, {})).toBe('A profile: 3 m of snow.')
    const nonsense = await kindOf({
      heights: () => ({ minMm: 50, idealMm: Number.NaN, maxMm: 1 }),
      alt: () => {
        throw new Error('no')
      },
    })
    expect(nonsense.heights(source, 100, figureStyle(9), {}, {} as never)).toEqual({ minMm: 40, idealMm: 60, maxMm: 100 })
    expect(nonsense.alt(source, {})).toBe('A profile of snow: Snow.')
  })

  const bad: [string, string | Uint8Array][] = [
    ['no SVG', 'hello'],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
    ['a script', '<svg viewBox="0 0 1 1"><script>x</script></svg>'],
    ['an address', '<svg viewBox="0 0 1 1"><image href="https://example.org/a.png"/></svg>'],
    ['an entity', '<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>'],
    ['no size', '<svg/>'],
    ['9 MB', `<svg viewBox="0 0 1 1"><text>${'x'.repeat(9e6)}</text></svg>`],
  ]
  it.each(bad)('that answers %s is refused', async (_, data) => {
    await expect(draw({ draw: async () => ({ name: 'a', data }) })).rejects.toMatchObject({
      code: 'REPORT_FIGURE_SVG',
      message: expect.stringContaining('snow/profile'),
    })
  })

  it('that throws, cannot be loaded, or does not take its options says so by name', async () => {
    await expect(draw({ draw: () => Promise.reject(new TypeError('x is undefined')) })).rejects.toMatchObject({
      code: 'REPORT_FIGURE_BROKEN',
      message: expect.stringContaining('x is undefined'),
    })
    await expect(draw({ draw: () => Promise.reject(new PhdError('SNOW_DRY', 'No snow.')) })).rejects.toMatchObject({ code: 'SNOW_DRY' })
    await expect(draw({}, { depth: 'deep' })).rejects.toMatchObject({ code: 'REPORT_FIGURE_PARAMS', message: expect.stringContaining('options.depth') })
    const kinds = await loadFigureKinds(registry({ 'snow/profile': new Error('cannot be found') }))
    expect(kinds['snow/profile'].draws(result)).toBe(false)
  })
})

describe('our own figures, for others', () => {
  it('say what they draw, how tall, and what is to be seen', async () => {
    const provided = (await import('../lib/phd.js')).default.figure ?? {}
    const heat = (await provided.heat()).default
    const columns = [
      { key: 'topic', label: 'Topic' },
      { key: 'positive', label: 'Positive' },
      { key: 'negative', label: 'Negative' },
    ]
    const table: Result = { shape: 'table', title: 'Topics', columns, rows: [{ topic: 'rain', positive: 0.25, negative: 0.5 }] }
    expect([heat.draws?.(table), heat.draws?.(weather)]).toEqual([true, false])
    const { minMm, idealMm, maxMm } = heat.heights?.([{ id: 'a', result: table }], {}, 100) ?? { minMm: 0, idealMm: 0, maxMm: 0 }
    expect(minMm > 0 && minMm <= idealMm && idealMm <= maxMm).toBe(true)
    expect(heat.alt?.([{ id: 'a', result: table }], {})).toContain('rain: Positive 25 % and Negative 50 %')
  })
})
