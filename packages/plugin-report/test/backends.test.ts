/** Pages to files: PPTX, PDF, HTML of a document of three pages. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import JSZip from 'jszip'
import { beforeAll, describe, expect, it } from 'vitest'
import { inlinePictures, renderHtml, renderPptx, renderTypst, svgToPng } from '../lib/backends/index.js'
import type { LaidDocument } from '../lib/layout/index.js'
import { type FontMetrics, loadFontMetrics } from '../lib/text/index.js'
import { defaultTheme } from '../lib/themes/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { makeDeck } from './fixtures/deck.js'
import { hasProgram, hasPython, output, python } from './fixtures/judge.js'

const folder = temporaryFolder()
const date = new Date(Date.UTC(2026, 10, 2))
const theme = defaultTheme
let metrics: FontMetrics
let deck: LaidDocument
let pptx: Uint8Array
let zip: JSZip
let pdf: Uint8Array
let svgs: string[]
const part = (name: string) => zip.files[name].async('string')

beforeAll(async () => {
  metrics = await loadFontMetrics()
  deck = makeDeck(metrics) as LaidDocument
  pptx = await renderPptx(deck, new Map(), { date, metrics, theme })
  zip = await JSZip.loadAsync(pptx)
  const typst = await renderTypst(deck, new Map(), { metrics, theme, svgPages: [0, 1] })
  pdf = typst.pdf()
  svgs = typst.svgs
  writeFileSync(join(folder, 'deck.pptx'), pptx)
  writeFileSync(join(folder, 'deck.pdf'), pdf)
})

describe('PPTX of several pages', () => {
  it('has one slide a page, a title on each, notes where there are notes, and one hidden', async () => {
    const slides = Object.keys(zip.files).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
    expect(slides).toHaveLength(3)
    for (const slide of slides) expect((await part(slide)).match(/<p:ph type="title"\/>/g)).toHaveLength(1)
    expect(await part('ppt/slides/slide3.xml')).toContain('show="0"')
    expect(await part('ppt/slides/slide1.xml')).not.toContain('show="0"')
    expect(await part('ppt/notesSlides/notesSlide1.xml')).toContain('Say &lt;hello&gt;')
  })

  it('stores a picture of three slides once', () => {
    const drawings = Object.keys(zip.files).filter((name) => /^ppt\/media\/.*\.svg$/.test(name))
    expect(drawings).toHaveLength(2)
  })

  it('keeps a styled paragraph whole: one set of properties, runs of one style each, the safe link alone', async () => {
    const slide = await part('ppt/slides/slide1.xml')
    const paragraphs = [...slide.matchAll(/<a:p>.*?<\/a:p>/gs)].map(([xml]) => xml)
    const styled = paragraphs.find((xml) => xml.includes('IoU is')) ?? ''
    expect(styled.match(/<a:pPr/g)).toHaveLength(1)
    expect([...styled.matchAll(/<a:t>([^<]*)/g)].map(([, text]) => text).join('')).toBe('IoU is 0.61 on new storms: see the code and run.json, not this.')
    expect(styled).toMatch(/<a:rPr[^>]* b="1"[^>]*>(?:(?!<\/a:r>).)*<a:t>0\.61</s)
    expect(styled).toMatch(/<a:rPr[^>]* i="1"[^>]*>(?:(?!<\/a:r>).)*<a:t>new</s)
    const rels = await part('ppt/slides/_rels/slide1.xml.rels')
    expect(rels).toContain('Target="https://example.org/a?b=1&amp;c=2"')
    expect(rels).not.toContain('javascript')
  })

  it('does not break a box of one line, whatever font stands in for Arial', async () => {
    for (const [p, page] of deck.pages.entries()) {
      const slide = await part(`ppt/slides/slide${p + 1}.xml`)
      for (const [i, box] of page.boxes.entries()) {
        if (box.kind !== 'text') continue
        const shape = [...slide.matchAll(/<p:sp>.*?<\/p:sp>/gs)].map(([xml]) => xml).find((xml) => xml.includes(`name="${box.role} ${p + 1}-${i}"`)) ?? ''
        const isOne = box.paragraphs.length === 1 && box.paragraphs[0].lines.length === 1
        expect(shape, box.paragraphs[0].text).toContain(isOne ? 'wrap="none"' : 'wrap="square"')
      }
    }
    const wraps = (await part('ppt/slides/slide1.xml')).match(/wrap="(none|square)"/g)
    expect(new Set(wraps).size).toBe(2)
  })

  it('is the same bytes twice', async () => {
    expect(Buffer.from(await renderPptx(deck, new Map(), { date, metrics, theme })).equals(Buffer.from(pptx))).toBe(true)
  })

  it.skipIf(!hasPython)('is clean for openxml-audit and read by python-pptx (need .oracle or PHD_ORACLE_PYTHON)', () => {
    expect(output(join(python, '../openxml-audit'), ['--policy', 'strict', join(folder, 'deck.pptx')])).toContain('Errors: 0')
    const script = `
import json, sys
from pptx import Presentation
p = Presentation(sys.argv[1])
print(json.dumps({
  'titles': [s.shapes.title.text_frame.text for s in p.slides],
  'notes': [s.notes_slide.notes_text_frame.text if s.has_notes_slide else None for s in p.slides],
  'links': [r.hyperlink.address for s in p.slides for sh in s.shapes if sh.has_text_frame for q in sh.text_frame.paragraphs for r in q.runs if r.hyperlink.address],
  'author': p.core_properties.author,
}))`
    const read = JSON.parse(output(python, ['-c', script, join(folder, 'deck.pptx')]))
    expect(read.titles).toEqual(['First', 'Second', 'No title box'])
    expect(read.notes[0]).toBe('Say <hello>\nthen wait')
    expect(read.links).toEqual(['https://example.org/a?b=1&c=2'])
    expect(read.author).toBe('Ada Lovelace, Mary Somerville')
  })
})

describe('PDF of several pages', () => {
  it('draws the pages that are asked for as pictures', async () => {
    expect(svgs).toHaveLength(2)
    const png = await svgToPng(inlinePictures(svgs[1]), 400, '#FFFFFF')
    expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG')
  })

  it.skipIf(!hasProgram('pdfinfo'))('has a page each, tagged, with its words in order and its links (needs poppler-utils)', () => {
    const file = join(folder, 'deck.pdf')
    const info = output('pdfinfo', [file])
    expect(info).toMatch(/Pages:\s+3\n/)
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(info).toMatch(/Author:\s+Ada Lovelace, Mary Somerville/)
    const text = output('pdftotext', [file, '-']).replace(/\s+/g, ' ')
    expect(text).toContain('IoU is 0.61 on new storms: see the code and run.json, not this.')
    expect(text.indexOf('First')).toBeLessThan(text.indexOf('Second'))
    expect(output('pdfinfo', ['-url', file])).toContain('https://example.org/a?b=1&c=2')
    expect(output('pdfinfo', ['-url', file])).not.toContain('javascript')
    expect(output('pdffonts', [file])).toMatch(/Arimo-Italic/)
  })

  it.skipIf(!hasPython)('is clean for pdfua (needs .oracle or PHD_ORACLE_PYTHON)', () => {
    expect(output(join(python, '../pdfua'), ['check', join(folder, 'deck.pdf')])).toMatch(/errors=0 warnings=0/)
  })
})

describe('HTML', () => {
  it('is one file that asks for nothing, with its words as text and no script', () => {
    const html = renderHtml(deck, new Map(), { metrics, theme })
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/<script|<link|<iframe|src="http|url\(http|@import|javascript:/i)
    expect(html).toContain('<h1 class="box title"')
    expect(html).toContain('Second &lt;b&gt;bullet&lt;/b&gt; &amp; &quot;more&quot;')
    expect(html.match(/aria-label="A blue square"/g)).toHaveLength(3)
    expect(html).toContain('data-hidden')
  })

  it('carries the letters that it was laid out with, for machines without Arial', () => {
    const html = renderHtml(deck, new Map(), { metrics, theme })
    const faces = [...html.matchAll(/@font-face\{font-family:'Arial';font-weight:(\w+);font-style:(\w+);src:url\(data:font\/woff;base64,([^)]+)\)\}/g)]
    expect(faces.map(([, weight, style]) => `${weight} ${style}`)).toEqual(['normal normal', 'bold normal', 'normal italic', 'bold italic'])
    for (const [, , , data] of faces) expect(Buffer.from(data, 'base64').toString('latin1', 0, 4)).toBe('wOFF')
  })

  it.skipIf(!hasPython)('carries fonts that fontTools reads whole (needs .oracle or PHD_ORACLE_PYTHON)', () => {
    const [, data] = /data:font\/woff;base64,([^)]+)/.exec(renderHtml(deck, new Map(), { metrics, theme })) ?? []
    writeFileSync(join(folder, 'letters.woff'), Buffer.from(data ?? '', 'base64'))
    const script =
      'import sys; from fontTools.ttLib import TTFont; f=TTFont(sys.argv[1],checkChecksums=2); f.ensureDecompiled(); print(f["name"].getDebugName(13))'
    expect(output(python, ['-c', script, join(folder, 'letters.woff')])).toContain('Open Font License')
  })

  it('stores a drawing of several pages once, and no id twice', () => {
    const html = renderHtml(deck, new Map(), { metrics, theme })
    const ids = [...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(html.match(/#0072B2"\/>/g)).toHaveLength(1)
    for (const [, id] of html.matchAll(/(?:url\(|href=")#([^)"]+)/g)) expect(ids).toContain(id)
  })

  it('allows the one script that it is given, by its hash', () => {
    const html = renderHtml(deck, new Map(), { metrics, theme, script: 'document.title="x"', extraBody: '<p>more</p>\n' })
    expect(html).toMatch(/script-src 'sha256-[A-Za-z0-9+/=]+'/)
    expect(html).toContain('<p>more</p>\n<script>document.title="x"</script>')
  })

  it.skipIf(!hasPython)('is parsed by html5lib without an error (needs .oracle or PHD_ORACLE_PYTHON)', () => {
    writeFileSync(join(folder, 'deck.html'), renderHtml(deck, new Map(), { metrics, theme }))
    const script = 'import html5lib,sys; p=html5lib.HTMLParser(); p.parse(open(sys.argv[1],"rb")); print(p.errors)'
    expect(output(python, ['-c', script, join(folder, 'deck.html')]).trim()).toBe('[]')
  })
})
