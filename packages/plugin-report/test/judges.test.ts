/** Programs that we did not write judge the files that we did. */
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { hasProgram, hasPython, output, python, withArimo } from './fixtures/judge.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const folder = temporaryFolder()
const posters: Record<string, string> = {}
beforeAll(async () => {
  makeRuns(join(folder, 'runs'))
  const build = async (name: string, ...args: string[]) => {
    const { code, stderr } = await phd(['report', 'poster', ...args, '--out', name, '--json'], folder)
    if (code !== 0) throw new Error(stderr)
    posters[name] = join(folder, name)
  }
  await build('all', '--run', ids.train, ids.predict, ids.social, '--authors', 'Ada Lovelace, Mary Somerville', '--title', 'Where <the> & "water" goes')
  await build('shapes', '--run', ids.shapes, '--size', 'A1', '--landscape')
})

const names = ['all', 'shapes']
const bin = join(python, '..')

describe.skipIf(!hasPython)('Python judges (need .oracle or PHD_ORACLE_PYTHON)', () => {
  it.each(names)('openxml-audit finds no error in %s', (name) => {
    expect(output(join(bin, 'openxml-audit'), ['--policy', 'strict', join(posters[name], 'poster.pptx')])).toContain('Errors: 0')
  })

  it.each(names)('ooxml-integrity finds no error and no text that does not fit in %s', (name) => {
    const report = output(join(bin, 'ooxml-integrity'), ['check', join(posters[name], 'poster.pptx')], withArimo())
    expect(report).toMatch(/0 error\(s\), 0 warning\(s\)/)
  })

  it.each(names)('pdfua passes %s', (name) => {
    expect(output(join(bin, 'pdfua'), ['check', join(posters[name], 'poster.pdf')])).toMatch(/result: PASS \(no findings\) {3}errors=0 warnings=0/)
  })

  it('python-pptx reads the page, the title, every alt text, unique ids and the notes', () => {
    const script = `
import json, sys
from pptx import Presentation
p = Presentation(sys.argv[1]); s = p.slides[0]
frames = [sh for sh in s.shapes if sh.shape_type is not None and (sh.shape_type == 13 or sh.has_table if hasattr(sh, 'has_table') else sh.shape_type == 13)]
print(json.dumps({
  'size': [p.slide_width / 36000, p.slide_height / 36000],
  'notes': [p.notes_master is not None, s.notes_slide.notes_text_frame.text.split(chr(10))[0]],
  'title': s.shapes.title.text_frame.text,
  'alts': [sh._element.xpath('.//p:cNvPr')[0].get('descr') for sh in s.shapes if sh.shape_type == 13 or getattr(sh, 'has_table', False)],
  'ids': [sh.shape_id for sh in s.shapes],
  'core': [p.core_properties.title, str(p.core_properties.created)],
}))`
    const read = JSON.parse(output(python, ['-c', script, join(posters.all, 'poster.pptx')]))
    expect(read.size[0]).toBeCloseTo(841, 1)
    expect(read.size[1]).toBeCloseTo(1189, 1)
    expect(read.title).toBe('Where <the> & "water" goes')
    expect(read.core).toEqual(['Where <the> & "water" goes', '2026-11-02 08:19:00'])
    expect(read.notes[1]).toMatch(/^From rain and terrain alone/)
    expect(read.alts.length).toBeGreaterThanOrEqual(5)
    expect(read.alts.every((alt: string | null) => alt)).toBe(true)
    expect(new Set(read.ids).size).toBe(read.ids.length)
  })
})

describe.skipIf(!hasProgram('pdfinfo'))('poppler (needs poppler-utils)', () => {
  it('reads one tagged page of A0 with a title', () => {
    const info = output('pdfinfo', [join(posters.all, 'poster.pdf')])
    expect(info).toMatch(/Pages:\s+1\n/)
    expect(info).toMatch(/Page size:\s+2383\.94 x 3370\.39 pts/)
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(info).toContain('Where <the> & "water" goes')
    expect(info).not.toMatch(/CreationDate/)
  })

  it('finds only the shipped font, embedded', () => {
    const fonts = output('pdffonts', [join(posters.all, 'poster.pdf')])
      .trim()
      .split('\n')
      .slice(2)
    expect(fonts.length).toBeGreaterThan(0)
    for (const font of fonts) expect(font).toMatch(/Arimo-(Regular|Bold) .*yes yes yes/)
  })

  it('extracts the words of the poster and of the figures', () => {
    const text = output('pdftotext', [join(posters.all, 'poster.pdf'), '-']).replace(/\s+/g, ' ')
    for (const words of [
      'Ada Lovelace, Mary Somerville',
      'Result: beats every baseline with the same inputs',
      'Next steps',
      'miss to false alarm',
      'share of posts',
    ])
      expect(text).toContain(words)
  })
})

describe.skipIf(!hasProgram('soffice') || !hasProgram('pdffonts'))('LibreOffice (needs soffice and poppler-utils)', () => {
  it('opens the PPTX as one page with the same text and no other font', () => {
    const env = { ...withArimo(), HOME: folder }
    output('soffice', ['--headless', '--convert-to', 'pdf', '--outdir', join(folder, 'lo'), join(posters.all, 'poster.pptx')], env)
    const pdf = join(folder, 'lo', 'poster.pdf')
    expect(output('pdfinfo', [pdf])).toMatch(/Pages:\s+1\n/)
    expect(output('pdfinfo', [pdf])).toMatch(/Page size:\s+2383\.9\d x 3370\.\d+ pts/)
    for (const font of output('pdffonts', [pdf]).trim().split('\n').slice(2)) expect(font).toContain('Arimo')
    const ours = output('pdftotext', [join(posters.all, 'poster.pdf'), '-'])
    const theirs = output('pdftotext', [pdf, '-'])
    const heading = 'Limits'
    expect(ours).toContain(heading)
    expect(theirs).toContain(heading)
  })
})
