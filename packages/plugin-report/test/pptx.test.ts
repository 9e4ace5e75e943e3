/** Our own rules for the PPTX: what schema checkers pass and PowerPoint repairs. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import JSZip from 'jszip'
import { beforeAll, describe, expect, it } from 'vitest'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const folder = temporaryFolder()
let zip: JSZip
let bytes: Buffer
const text = (name: string) => zip.files[name].async('string')

beforeAll(async () => {
  makeRuns(join(folder, 'runs'))
  await phd(['report', 'poster', '--run', ids.train, ids.predict, ids.social, '--out', 'p'], folder)
  bytes = readFileSync(join(folder, 'p/poster.pptx'))
  zip = await JSZip.loadAsync(bytes)
})

describe('the PPTX', () => {
  it('has no folder entries, no part that is declared and missing, no relation that dangles', async () => {
    const names = Object.keys(zip.files)
    expect(names[0]).toBe('[Content_Types].xml')
    expect(names.filter((name) => zip.files[name].dir)).toEqual([])
    const declared = [...(await text('[Content_Types].xml')).matchAll(/PartName="\/([^"]+)"/g)].map(([, part]) => part)
    expect(declared.filter((part) => !names.includes(part))).toEqual([])
    for (const rels of names.filter((name) => name.endsWith('.rels'))) {
      const base = rels.replace(/_rels\/[^/]+$/, '')
      for (const [, target] of (await text(rels)).matchAll(/Target="([^"]+)"/g)) {
        const path = new URL(target, `http://x/${base}`).pathname.slice(1)
        expect(names, `${rels} -> ${target}`).toContain(path)
      }
    }
  })

  it('shows every SVG picture through a PNG drawn from it, no two alike', async () => {
    const media = Object.keys(zip.files).filter((name) => name.startsWith('ppt/media/'))
    const sizes = await Promise.all(media.filter((name) => name.endsWith('.png')).map(async (name) => (await zip.files[name].async('uint8array')).length))
    expect(Math.min(...sizes)).toBeGreaterThan(5_000)
    const contents = await Promise.all(media.map((name) => zip.files[name].async('base64')))
    expect(new Set(contents).size).toBe(media.length)
  })

  it('has its lists in schema order and notes on ordinary paper', async () => {
    const xml = await text('ppt/presentation.xml')
    const order = ['<p:sldMasterIdLst>', '<p:notesMasterIdLst>', '<p:sldIdLst>', '<p:sldSz ', '<p:notesSz '].map((tag) => xml.indexOf(tag))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order.every((at) => at > 0)).toBe(true)
    expect(xml).toContain('<p:notesSz cx="6858000" cy="9144000"/>')
  })

  it('has a title placeholder in slide and layout, own ids, and panels marked as decoration', async () => {
    const slide = await text('ppt/slides/slide1.xml')
    expect(slide.match(/<p:ph type="title"\/>/g)).toHaveLength(1)
    expect(await text('ppt/slideLayouts/slideLayout2.xml')).toContain('<p:ph type="title"/>')
    const shapeIds = [...slide.matchAll(/<p:cNvPr id="(\d+)"/g)].map(([, id]) => id)
    expect(new Set(shapeIds).size).toBe(shapeIds.length)
    expect(slide.match(/decorative/g)?.length).toBeGreaterThan(10)
    expect(slide).not.toMatch(/(<p:pic>|<p:graphicFrame>)(?:(?!<\/p:nv).)*<p:cNvPr id="\d+" name="[^"]*"(?! descr="[^"])/s)
  })

  it('is packed small, under one date', () => {
    const dates = Object.values(zip.files).map(({ date }) => date.toISOString())
    expect(new Set(dates)).toEqual(new Set(['1980-01-01T00:00:00.000Z']))
    expect(bytes.length).toBeLessThan(1_500_000)
  })
})
