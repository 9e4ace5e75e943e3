/** Programs that we did not write judge the files that we did. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import type { LayoutModel, TextBox } from '../lib/layout/index.js'
import { builtInStyles, pageOf } from '../lib/layout/index.js'
import { assemblePoster } from '../lib/poster/index.js'
import { openReport } from '../lib/source/index.js'
import { loadFontMetrics } from '../lib/text/index.js'
import { builtInThemes } from '../lib/themes/index.js'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { hasProgram, hasPython, output, python, withArimo } from './fixtures/judge.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

interface Poster {
  name: string
  size: string
  style: string
  theme: string
}

const posters: Poster[] = [
  { name: 'classic', size: 'A0', style: 'classic', theme: 'default' },
  { name: 'finding', size: '48x36', style: 'finding', theme: 'dark' },
]
const names = posters.map(({ name }) => name)
const folder = temporaryFolder()
const file = (name: string, kind: string) => join(folder, name, `poster.${kind}`)
const layouts: Record<string, LayoutModel> = {}

beforeAll(async () => {
  const store = makeRuns(join(folder, 'runs'))
  const metrics = await loadFontMetrics()
  for (const { name, size, style, theme } of posters) {
    const choices = ['--size', size, '--style', style, '--theme', theme]
    const who = ['--authors', 'Ada Lovelace, Mary Somerville', '--title', 'Where <the> & "water" goes']
    const run = async (...args: string[]) => {
      const { code, stderr } = await phd(['report', 'poster', ...args, '--json'], folder)
      if (code !== 0) throw new Error(stderr)
    }
    await run('--run', ids.train, ids.predict, ids.social, ...choices, ...who, '--out', name)
    const yaml = parseDocument(readFileSync(join(folder, name, 'report.yaml'), 'utf8'))
    yaml.set('links', [{ label: 'Code', url: 'https://example.org/a?b=1&c=2' }])
    writeFileSync(join(folder, name, 'report.yaml'), yaml.toString())
    await run('--from', name)
    const { source } = await openReport({ from: join(folder, name) }, { store: () => store })
    const layout = builtInStyles[style].layout(assemblePoster(source), pageOf(size), { metrics, theme: builtInThemes[theme] })
    if (!layout) throw new Error('no layout')
    layouts[name] = layout
  }
}, 180_000)

describe.skipIf(!hasPython)('Python judges (need .oracle or PHD_ORACLE_PYTHON)', () => {
  const bin = join(python, '..')

  it.each(names)('openxml-audit finds no error in %s', (name) => {
    expect(output(join(bin, 'openxml-audit'), ['--policy', 'strict', file(name, 'pptx')])).toContain('Errors: 0')
  })

  it.each(names)('ooxml-integrity finds no error and no text that does not fit in %s', (name) => {
    const report = output(join(bin, 'ooxml-integrity'), ['check', file(name, 'pptx')], withArimo())
    expect(report).toMatch(/0 error\(s\), 0 warning\(s\)/)
  })

  it.each(names)('pdfua passes %s', (name) => {
    expect(output(join(bin, 'pdfua'), ['check', file(name, 'pdf')])).toMatch(/result: PASS \(no findings\) {3}errors=0 warnings=0/)
  })

  it.each(names)('html5lib reads %s without an error', (name) => {
    const script = 'import html5lib,sys; p=html5lib.HTMLParser(); p.parse(open(sys.argv[1],"rb")); print(p.errors)'
    expect(output(python, ['-c', script, file(name, 'html')]).trim()).toBe('[]')
  })

  it('python-pptx reads the page, the title, every alt text, unique ids, links and the notes', () => {
    const script = `
import json, sys
from pptx import Presentation
p = Presentation(sys.argv[1]); s = p.slides[0]
print(json.dumps({
  'size': [p.slide_width / 36000, p.slide_height / 36000],
  'notes': [p.notes_master is not None, s.notes_slide.notes_text_frame.text.split(chr(10))[0]],
  'title': s.shapes.title.text_frame.text,
  'alts': [sh._element.xpath('.//p:cNvPr')[0].get('descr') for sh in s.shapes if sh.shape_type == 13 or getattr(sh, 'has_table', False)],
  'ids': [sh.shape_id for sh in s.shapes],
  'links': [r.hyperlink.address for sh in s.shapes if sh.has_text_frame for q in sh.text_frame.paragraphs for r in q.runs if r.hyperlink.address],
  'core': [p.core_properties.title, p.core_properties.author, str(p.core_properties.created)],
}))`
    const read = JSON.parse(output(python, ['-c', script, file('classic', 'pptx')]))
    expect(read.size[0]).toBeCloseTo(841, 1)
    expect(read.size[1]).toBeCloseTo(1189, 1)
    expect(read.title).toBe('Where <the> & "water" goes')
    expect(read.core).toEqual(['Where <the> & "water" goes', 'Ada Lovelace, Mary Somerville', '2026-11-02 08:19:00'])
    expect(read.notes[1]).toMatch(/^From rain and terrain alone/)
    expect(read.alts.length).toBeGreaterThanOrEqual(5)
    expect(read.alts.every((alt: string | null) => alt)).toBe(true)
    expect(read.links).toEqual(['https://example.org/a?b=1&c=2'])
    expect(new Set(read.ids).size).toBe(read.ids.length)
  })
})

describe.skipIf(!hasProgram('pdfinfo'))('poppler (needs poppler-utils)', () => {
  it('reads one tagged page of A0 with a title', () => {
    const info = output('pdfinfo', [file('classic', 'pdf')])
    expect(info).toMatch(/Pages:\s+1\n/)
    expect(info).toMatch(/Page size:\s+2383\.94 x 3370\.39 pts/)
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(info).toContain('Where <the> & "water" goes')
    expect(info).not.toMatch(/CreationDate/)
  })

  it.each(names)('finds only the shipped font in %s, embedded, and no Type 3', (name) => {
    const fonts = output('pdffonts', [file(name, 'pdf')])
      .trim()
      .split('\n')
      .slice(2)
    expect(fonts.length).toBeGreaterThan(0)
    for (const font of fonts) expect(font).toMatch(/Arimo-(Regular|Bold) .*yes yes yes/)
  })

  it.each(names)('extracts the words of %s and of its figures', (name) => {
    const text = output('pdftotext', [file(name, 'pdf'), '-']).replace(/\s+/g, ' ')
    for (const words of ['Ada Lovelace, Mary Somerville', 'beats every baseline', 'Next steps', 'miss to false alarm']) expect(text).toContain(words)
  })
})

describe.skipIf(!hasProgram('soffice') || !hasProgram('pdffonts'))('LibreOffice (needs soffice and poppler-utils)', () => {
  it.each(names)(
    'opens %s as one page, in no other font, with the lines that the layout broke',
    (name) => {
      const env = { ...withArimo(), HOME: folder }
      copyFileSync(file(name, 'pptx'), join(folder, `${name}.pptx`))
      output('soffice', ['--headless', '--convert-to', 'pdf', '--outdir', join(folder, 'lo'), join(folder, `${name}.pptx`)], env)
      const pdf = join(folder, 'lo', `${name}.pdf`)
      expect(output('pdfinfo', [pdf])).toMatch(/Pages:\s+1\n/)
      for (const font of output('pdffonts', [pdf]).trim().split('\n').slice(2)) expect(font).toContain('Arimo')
      const lines = linesOf(output('pdftotext', ['-bbox', pdf, '-']))
      const boxes = layouts[name].boxes.filter((box): box is TextBox => box.kind === 'text' && box.role !== 'footer')
      expect(boxes.length).toBeGreaterThan(20)
      const different = boxes.filter((box) => {
        const ours = box.paragraphs.reduce((sum, { lines: own }) => sum + own.length, 0)
        return linesIn(box, lines) !== ours
      })
      expect(different.map(({ paragraphs }) => paragraphs[0].text)).toEqual([])
    },
    120_000,
  )
})

interface Word {
  xMm: number
  yMm: number
}

/** Middle of each word, in mm. */
function linesOf(bbox: string): Word[] {
  const mm = 25.4 / 72
  return [...bbox.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">/g)].map(([, x0, y0, x1, y1]) => ({
    xMm: ((Number(x0) + Number(x1)) / 2) * mm,
    yMm: ((Number(y0) + Number(y1)) / 2) * mm,
  }))
}

/** Different heights of words inside the box, half a line apart or more. */
function linesIn({ xMm, yMm, widthMm, heightMm, sizePt }: TextBox, words: Word[]): number {
  const lineMm = (sizePt * 1.2 * 25.4) / 72
  const heights = words
    .filter((word) => word.xMm >= xMm && word.xMm <= xMm + widthMm && word.yMm >= yMm && word.yMm <= yMm + heightMm + lineMm * 0.1)
    .map((word) => word.yMm)
    .sort((a, b) => a - b)
  return heights.filter((height, i) => i === 0 || height - heights[i - 1] > lineMm / 2).length
}
