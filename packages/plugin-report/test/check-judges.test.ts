/** Where programs of others see the same faults, they find them in the same broken files, and none in the good ones. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import JSZip from 'jszip'
import pptxgen from 'pptxgenjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { mendPptx } from '../lib/check/fix/index.js'
import { checkPage } from '../lib/check/index.js'
import { lintFile } from '../lib/check/lint.js'
import { parseHtml } from '../lib/check/read/html.js'
import { loadFontMetrics, wrap } from '../lib/text/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { goodPdf, goodPptx, pdfWithFont } from './fixtures/good-files.js'
import { goodDeckHtml, goodPosterHtml } from './fixtures/good-html.js'
import { goodPage } from './fixtures/good-report.js'
import { hasProgram, hasPython, output, python, withArimo } from './fixtures/judge.js'

const folder = temporaryFolder()
const file = (name: string) => join(folder, name)
const bin = join(python, '..')
const failing = async (name: string) => (await lintFile(file(name))).filter(({ ok, severity }) => !ok && severity === 'error').map(({ rule }) => rule)

/** What it prints, also where it ends with an error. */
const says = (program: string, args: string[], env = process.env) => {
  try {
    return output(program, args, env)
  } catch (error) {
    return `${(error as { stdout: string }).stdout}${(error as { stderr: string }).stderr}`
  }
}

const sound = '= A poster\nThe water goes where the land is low.'
beforeAll(async () => {
  writeFileSync(file('good.pptx'), await goodPptx())
  writeFileSync(file('raw.pptx'), await goodPptx({ raw: true }))
  const zip = await JSZip.loadAsync(await goodPptx())
  const xml = await zip.file('ppt/presentation.xml')!.async('string')
  zip.file('ppt/presentation.xml', xml.replace(/(<p:notesMasterIdLst>.*?<\/p:notesMasterIdLst>)(.*?)(<p:notesSz[^>]*>)/s, '$2$1$3'), { createFolders: false })
  writeFileSync(file('order.pptx'), await zip.generateAsync({ type: 'uint8array' }))
  writeFileSync(file('good.pdf'), goodPdf())
  writeFileSync(file('silent.pdf'), goodPdf({ body: `${sound}\n#image("/figure.svg", width: 100mm)`, standard: '' }))
  writeFileSync(file('type3.pdf'), pdfWithFont('type3'))
  writeFileSync(file('bare.pdf'), pdfWithFont('not embedded'))
})

describe.skipIf(!hasPython)('Python judges (need .oracle or PHD_ORACLE_PYTHON)', () => {
  it('openxml-audit finds the order of presentation.xml wrong, as element-order does, and both are content once it is mended', async () => {
    const audit = (name: string) => says(join(bin, 'openxml-audit'), ['--policy', 'strict', file(name)])
    expect(audit('good.pptx')).toContain('Errors: 0')
    expect(await failing('good.pptx')).toEqual([])
    expect(audit('order.pptx')).not.toContain('Errors: 0')
    expect(await failing('order.pptx')).toEqual(['element-order'])
    const { bytes, done } = await mendPptx(new Uint8Array(await goodPptx({ raw: true })), 'raw.pptx')
    writeFileSync(file('mended.pptx'), bytes)
    expect(done.length).toBeGreaterThanOrEqual(4)
    expect(audit('mended.pptx')).toContain('Errors: 0')
    const text = (name: string) =>
      output(python, [
        '-c',
        'import sys; from pptx import Presentation; print([[s.text_frame.text for s in l.shapes if s.has_text_frame] + [l.notes_slide.notes_text_frame.text] for l in Presentation(sys.argv[1]).slides])',
        file(name),
      ])
    expect(text('mended.pptx')).toBe(text('raw.pptx'))
  })

  it('ooxml-integrity finds the text too tall for its box that overflow finds, and neither a text that fits', async () => {
    const metrics = await loadFontMetrics()
    const judged = async (words: number) => {
      const text = 'where the water goes when it rains '.repeat(words)
      const deck = new pptxgen()
      deck.defineLayout({ name: 'A', width: 13.333, height: 7.5 })
      deck.layout = 'A'
      deck.addSlide().addText(text, { x: 1, y: 1, w: 6, h: 2, fontFace: 'Arial', fontSize: 24, margin: 0, fit: 'none', valign: 'top' })
      writeFileSync(file('tall.pptx'), (await deck.write({ outputType: 'uint8array' })) as Uint8Array)
      const { page, body } = goodPage(metrics)
      const lines = wrap(text, 152.4 / (24 * (25.4 / 72)), metrics)
      Object.assign(body, { widthMm: 152.4, heightMm: 50.8, sizePt: 24, paragraphs: [{ ...body.paragraphs[0], text, lines }] })
      const ours = checkPage(page as never).find(({ rule }) => rule === 'overflow')!.ok
      const theirs = !/overflow|pt in a|does not fit|exceed/i.test(says(join(bin, 'ooxml-integrity'), ['check', file('tall.pptx')], withArimo()))
      return [ours, theirs]
    }
    expect(await judged(2)).toEqual([true, true])
    expect(await judged(20)).toEqual([false, false])
  })

  it('pdfua finds the figure without an alternative text that alt-text finds', async () => {
    const ua = (name: string) => says(join(bin, 'pdfua'), ['check', file(name)])
    expect(ua('good.pdf')).toMatch(/errors=0/)
    expect(await failing('good.pdf')).toEqual([])
    expect(ua('silent.pdf')).toMatch(/alt/i)
    expect(ua('silent.pdf')).not.toMatch(/errors=0 warnings=0/)
    expect(await failing('silent.pdf')).toContain('alt-text')
  })
})

describe.skipIf(!hasProgram('pdffonts'))('poppler (needs poppler-utils)', () => {
  it('finds the font of Type 3 and the font that is not embedded, as type-3-fonts and fonts-embedded do', async () => {
    expect(says('pdffonts', [file('type3.pdf')])).toMatch(/Type 3/)
    expect(await failing('type3.pdf')).toEqual(['type-3-fonts'])
    expect(says('pdffonts', [file('bare.pdf')])).toMatch(/Papyrus\s+TrueType\s+WinAnsi\s+no/)
    expect(await failing('bare.pdf')).toEqual(['fonts-embedded'])
    expect(says('pdffonts', [file('good.pdf')])).toMatch(/yes yes yes/)
  })
})

describe.skipIf(!hasPython)('html5lib (needs .oracle or PHD_ORACLE_PYTHON)', () => {
  const careless =
    '<!doctype html><html lang=en><head><title>x</title></head><body><ul><li>a<li>b</ul><p>one<p>two<div>c</div><dl><dt>a<dd>b<dt>c</dl>' +
    '<select><option>1<option>2</select><svg><path d=M0/></svg><svg><path d="M0"/><g><text>x</text></g></svg><img src=a alt=b></i>x < y<!-- > --></body></html>'
  const script = `import html5lib, json, sys
tree = html5lib.parse(open(sys.argv[1], encoding="utf-8").read(), treebuilder="etree")
bare = lambda tag: tag.split("}")[-1].lower()
above = {child: parent for parent in tree.iter() for child in parent if isinstance(child.tag, str)}
print(json.dumps([[bare(e.tag), len(e.attrib), bare(above[e].tag) if e in above else ""] for e in tree.iter() if isinstance(e.tag, str)]))`
  it.each(Object.entries({ poster: goodPosterHtml, deck: goodDeckHtml, careless }))('reads the same elements in the same places: %s', (name, html) => {
    writeFileSync(file(`${name}.html`), html)
    const theirs = JSON.parse(output(python, ['-c', script, file(`${name}.html`)]))
    expect(parseHtml(html, name).elements.map((element) => [element.name, element.attributes.size, element.parent?.name ?? ''])).toEqual(theirs)
  })
})
