/** Venue profiles: every built-in one is whole, dated and sourced; a wrong one says file, line and key. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Registry } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { pageOf } from '../lib/layout/index.js'
import { nearestNames } from '../lib/text/nearest.js'
import { copyVenue, findVenue, listVenues, parseVenue, type Venue, venueOf } from '../lib/venues/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { failure } from './fixtures/failure.js'

const folder = temporaryFolder()
const shipped = readdirSync(new URL('../venues/', import.meta.url)).map((name) => name.replace(/\.yaml$/, ''))

const small = `id: mine
name: Mine
conference: Mine
track: workshop
year: 2027
about: A workshop.
packet:
  - { id: paper, about: The paper, required: true, file: paper.pdf, maxPages: 4 }
`

const wrong = (text: string, file = 'venues/mine.yaml') => failure(() => parseVenue(text, file))

function registryWith(venues: Record<string, unknown>): Registry {
  return {
    list: async () => Object.keys(venues).map((name) => ({ kind: 'venue', name, plugin: 'stranger' })),
    broken: async () => [],
    get: async (_kind: string, name: string) => venues[name],
    openDataset: async () => undefined,
  } as unknown as Registry
}

const venueSources = ({ sources }: Venue) => sources.map(({ says }) => says).join(' ')

describe('built-in venue profiles', () => {
  it('are more than ten', () => {
    expect(shipped.length).toBeGreaterThanOrEqual(10)
    for (const id of ['aaai-dc', 'ijcai-dc', 'ecai-dc', 'ieee-cai-dc', 'xai-dc', 'nordichi-dc']) expect(shipped).toContain(id)
  })

  it.each(shipped)('%s is right, has a source with a day, and sizes that can be laid out', async (id) => {
    const venue = await venueOf(id, { dir: folder })
    expect(venue.id).toBe(id)
    expect(venue.sources.length).toBeGreaterThan(0)
    for (const { url, seen, says } of venue.sources) {
      expect(url).toMatch(/^https?:\/\//)
      expect(seen).toMatch(/^202\d-\d\d-\d\d$/)
      expect(says.length).toBeGreaterThan(20)
    }
    for (const size of venue.poster?.sizes ?? []) {
      const { widthMm, heightMm } = pageOf(size, venue.poster?.orientation === 'landscape')
      expect(widthMm).toBeLessThanOrEqual((venue.poster?.maxWidthMm ?? 5000) + 0.1)
      expect(heightMm).toBeLessThanOrEqual((venue.poster?.maxHeightMm ?? 5000) + 0.1)
    }
    expect(venue.packet.length).toBeGreaterThan(0)
    const layout = venue.paper?.layout
    if (layout) expect(layout.widthMm - layout.leftMm - layout.rightMm - layout.gutterMm).toBeGreaterThan(100)
    const preamble = layout?.preamble.join('\n') ?? ''
    if (preamble.includes('\\urlstyle')) expect(preamble).toMatch(/\{url\}[\s\S]*\\urlstyle/)
  })

  // Printed by pdflatex (llncs, acmart), or read in the style: text width and height, column gap, left and top edge, in TeX points.
  it.each([
    ['aaai-dc', 'aaai2026.sty, 2026/04/29', [505.89, 650.43, 27.1, 54.2, 54.2], 59],
    ['ijcai-dc', 'ijcai23.sty', [505.89, 650.43, 18.07, 54.2, 54.2], 59],
    ['ecai-dc', 'ecai.cls, v03.009', [510, 671, 18, 42.27, 71.39], 61],
    ['acl-srw', 'acl.sty', [455.24, 704.6, 17.07, 71.13, 71.13], 52],
    ['sigspatial-short', 'acmart.cls v1.88, sigconf', [506.3, 626, 24, 54, 84], 57],
    ['acm-mm-ds', 'acmart.cls v1.88, sigconf', [506.3, 626, 24, 54, 84], 57],
    ['chi-dc', 'acmart.cls v1.88, manuscript', [430, 560, 0, 73.72, 95.4], 41],
    ['nordichi-dc', 'acmart.cls v1.88, manuscript', [430, 560, 0, 73.72, 95.4], 41],
    ['ecml-pkdd', 'llncs.cls v2.22', [347.12, 549.14, 0, 135.27, 116.27], 45],
  ] as const)('%s has the page of %s, and as many lines a column', async (id, _, [width, height, gap, left, top], lines) => {
    const { paper } = await venueOf(id, { dir: folder })
    const layout = paper?.layout
    if (!layout) throw new Error('no paper')
    const points = (mm: number) => (mm * 72.27) / 25.4
    const { widthMm, heightMm, leftMm, rightMm, topMm, bottomMm, gutterMm, fontPt, leadingPt } = layout
    expect(Math.abs(points(widthMm - leftMm - rightMm) - width)).toBeLessThan(0.1)
    expect(Math.abs(points(heightMm - topMm - bottomMm) - height)).toBeLessThan(0.1)
    expect(Math.abs(points(gutterMm) - gap)).toBeLessThan(0.05)
    expect(Math.abs(points(leftMm) - left)).toBeLessThan(0.05)
    expect(Math.abs(points(topMm) - top)).toBeLessThan(0.05)
    // the preview sets no strut above the first line: n lines take n leadings less one gap
    expect(Math.floor((points(heightMm - topMm - bottomMm) + leadingPt - fontPt) / leadingPt)).toBe(lines)
    expect(venueSources(await venueOf(id, { dir: folder }))).toContain(layout.kit)
  })

  it('aaai-dc forbids what the instructions of 2026 forbid', async () => {
    const { paper } = await venueOf('aaai-dc', { dir: folder })
    expect(paper?.pages).toBe(2)
    expect(paper?.forbiddenPackages).toEqual(expect.arrayContaining(['hyperref', 'geometry', 'titlesec', 'pgfplots', 'babel']))
    expect(paper?.forbiddenPackages).not.toContain('graphicx')
  })

  it('say what is not verified where the rules are older than two years or incomplete', async () => {
    const { venues } = await listVenues({ dir: folder })
    for (const { venue } of venues.filter(({ venue }) => venue.year < 2024)) expect(venue.unverified, venue.id).not.toEqual([])
  })
})

describe('a profile of one’s own', () => {
  it('wins over a built-in one, and is read back as printed', async () => {
    const own = join(folder, 'project')
    mkdirSync(join(own, 'venues'), { recursive: true })
    const built = await venueOf('aaai-dc', { dir: folder })
    expect(copyVenue({ ...built, year: 2031 }, { dir: own })).toBe(join(own, 'venues', 'aaai-dc.yaml'))
    expect(() => copyVenue(built, { dir: own })).toThrow(/not overwritten/)
    writeFileSync(join(own, 'venues', 'mine.yml'), small)
    const { venue, from } = await findVenue('aaai-dc', { dir: own })
    expect(venue).toEqual({ ...built, year: 2031 })
    expect(from).toContain('aaai-dc.yaml')
    expect((await venueOf('mine', { dir: own })).packet[0].maxPages).toBe(4)
    writeFileSync(join(own, 'venues', 'broken.yaml'), 'id: broken')
    const { venues, broken } = await listVenues({ dir: own })
    expect(venues.map((it) => it.venue.id)).toContain('mine')
    expect(broken.map(({ code }) => code)).toEqual(['CONFERENCE_VENUE'])
  })

  it('may come from a plugin, and is checked like a file', async () => {
    const venue = parseVenue(small, 'mine.yaml')
    expect(await findVenue('mine', { dir: folder, registry: registryWith({ mine: venue }) })).toEqual({ venue, from: 'stranger' })
    const bad = registryWith({ mine: { ...venue, year: '2027' } as unknown as Venue })
    await expect(venueOf('mine', { dir: folder, registry: bad })).rejects.toMatchObject({ code: 'CONFERENCE_VENUE', received: expect.stringContaining('year') })
  })

  it.each([
    ['a misspelt key among many slips', 'nmae: X\nyear: abc\n', /^[^;]*nmae/],
    ['a misspelt key', small.replace('about: A workshop', 'abuot: A workshop'), /abuot/],
    ['a number as text', small.replace('year: 2027', "year: '2027'"), /line 5, year/],
    ['a track that is none', small.replace('workshop\n', 'worksop\n'), /line 4, track/],
    ['a wrong type deep inside', small.replace('maxPages: 4', 'maxPages: four'), /line 8, packet\.0\.maxPages/],
    ['another id than the file', small.replace('id: mine', 'id: yours'), /id: yours/],
    ['an item twice', `${small}  - { id: paper, about: Again, required: false }\n`, /two items with the id paper/],
    ['a list', '- id: mine', /the whole/],
    ['nothing', '', /the whole/],
    ['a tab', 'id: mine\n\tname: x', /line 2/],
    ['a key twice', `${small}id: mine\n`, /line 9/],
    ['an alias', `a: &a [1]\nb: *a\n`, /alias/],
    ['deep brackets', `id: ${'['.repeat(100_000)}`, /nested/],
    ['a glob of stars', small.replace('paper.pdf', `'${'*a'.repeat(30)}'`), /stars/],
    ['an address that is none', `${small}sources:\n  - { url: nowhere, seen: '2026-11-26', says: something }\n`, /sources\.0\.url/],
    ['a day that is none', `${small}sources:\n  - { url: 'https://a.org', seen: '2026-13-26', says: something }\n`, /sources\.0\.seen/],
  ])('with %s is CONFERENCE_VENUE, and says where', (_, text, place) => {
    const error = wrong(text)
    expect(error.code).toBe('CONFERENCE_VENUE')
    expect(error.message).toContain('venues/mine.yaml')
    expect(error.received).toMatch(place)
  })

  it('that is not there is named with the nearest', async () => {
    await expect(venueOf('aai-dc', { dir: folder })).rejects.toMatchObject({
      code: 'CONFERENCE_VENUE_UNKNOWN',
      usage: true,
      expected: expect.stringContaining('aaai-dc'),
    })
    await expect(venueOf('../../etc/passwd', { dir: folder })).rejects.toMatchObject({ code: 'CONFERENCE_VENUE_UNKNOWN' })
  })
})

describe('nearestNames', () => {
  it('finds what was meant and nothing far off', () => {
    expect(nearestNames('ijcia-dc', shipped)[0]).toBe('ijcai-dc')
    expect(nearestNames('zzzzzz', shipped)).toEqual([])
    expect(nearestNames('', shipped)).toEqual([])
  })
})
