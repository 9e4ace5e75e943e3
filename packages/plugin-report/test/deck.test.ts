/** The files of a talk as `phd report slides` writes them, judged by programs that are not ours; the HTML deck's keys and clock. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { actionOf, paceOf, swipeOf } from '../lib/slides/html/index.js'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { hasProgram, hasPython, output, python, withArimo } from './fixtures/judge.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const folder = temporaryFolder()
const bin = join(python, '..')
const file = (name: string) => join(folder, 'report', name)
let answer: { slides: { number: number; claim: string; hidden: boolean; part: string }[]; timeTable: { totalSeconds: number; slides: { seconds: number }[] } }

beforeAll(async () => {
  makeRuns(join(folder, 'runs'))
  const { code, stdout, stderr } = await phd(
    ['report', 'slides', '--run', ids.train, ids.predict, ids.social, '--authors', 'Ada Lovelace', '--title', 'Where <the> & "water" goes', '--json'],
    folder,
  )
  if (code !== 0) throw new Error(stderr)
  answer = JSON.parse(stdout)
}, 120_000)

function hashes(): Record<string, string> {
  const names = readdirSync(join(folder, 'report')).filter((name) => name.startsWith('slides'))
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(file(name)))
        .digest('hex'),
    ]),
  )
}

describe('phd report slides', () => {
  it('answers with the files, the slides and the time table', () => {
    expect(Object.keys(answer).sort()).toEqual([
      'checks',
      'cut',
      'html',
      'notes',
      'overview',
      'pdf',
      'png',
      'pptx',
      'questionMinutes',
      'slides',
      'source',
      'timeTable',
      'words',
    ])
    expect(readdirSync(join(folder, 'report')).filter((name) => name.endsWith('.tmp'))).toEqual([])
    expect(answer.timeTable.slides.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(answer.timeTable.totalSeconds)
    expect(answer.timeTable.totalSeconds).toBeLessThanOrEqual(0.95 * 20 * 60)
  })

  it('gives the same bytes again, prints the time table, and puts a shorter talk beside the whole one', async () => {
    const before = hashes()
    const whole = await phd(['report', 'slides', '--from', 'report'], folder)
    expect(hashes()).toEqual(before)
    expect(whole.stdout).toMatch(/#\s+from\s+for\s+notes\s+must\s+slide/)
    expect(whole.stdout).toContain(" (p: presenter's view)")
    const { code, stdout } = await phd(['report', 'slides', '--from', 'report', '--cut', '5', '--json'], folder)
    expect(code).toBe(0)
    const cut = JSON.parse(stdout)
    expect(cut.timeTable.totalSeconds).toBeLessThanOrEqual(285)
    const [all, kept] = [answer, cut].map(({ slides }) =>
      slides.filter(({ part }: { part: string }) => part === 'talk').map(({ claim }: { claim: string }) => claim),
    )
    expect(kept).toEqual(all.filter((claim: string) => kept.includes(claim)))
    expect([...kept, ...cut.cut].sort()).toEqual([...all].sort())
    expect(hashes()).toMatchObject(before)
    expect(readdirSync(join(folder, 'report'))).toContain('slides-5min.pptx')
  }, 120_000)

  it('says what it needs where there is neither a run nor a report', async () => {
    const { code, stderr } = await phd(['report', 'slides'], temporaryFolder())
    expect(code).toBe(2)
    expect(stderr).toContain('REPORT_SOURCE_MISSING')
  })
})

describe.skipIf(!hasPython)('Python judges (need .oracle or PHD_ORACLE_PYTHON)', () => {
  it('openxml-audit finds no error', () => {
    expect(output(join(bin, 'openxml-audit'), ['--policy', 'strict', file('slides.pptx')])).toContain('Errors: 0')
  })

  it('ooxml-integrity finds no error and no text that does not fit', () => {
    expect(output(join(bin, 'ooxml-integrity'), ['check', file('slides.pptx')], withArimo())).toMatch(/0 error\(s\), 0 warning\(s\)/)
  })

  it.each(['slides.pdf', 'slides-notes.pdf'])('pdfua passes %s', (name) => {
    expect(output(join(bin, 'pdfua'), ['check', file(name)])).toMatch(/result: PASS \(no findings\) {3}errors=0 warnings=0/)
  })

  it('python-pptx reads every title in its place, notes with seconds, hidden flags and alt texts', () => {
    const script = `
import json, sys
from pptx import Presentation
p = Presentation(sys.argv[1])
print(json.dumps([{
  'title': s.shapes.title.text_frame.text,
  'tops': s.shapes.title.top / 36000,
  'hidden': s._element.get('show') == '0',
  'notes': s.notes_slide.notes_text_frame.text if s.has_notes_slide else '',
  'alts': [sh._element.xpath('.//p:cNvPr')[0].get('descr') for sh in s.shapes if sh.shape_type == 13 or getattr(sh, 'has_table', False)],
} for s in p.slides]))`
    const read = JSON.parse(output(python, ['-c', script, file('slides.pptx')])) as {
      title: string
      tops: number
      hidden: boolean
      notes: string
      alts: string[]
    }[]
    expect(read.map(({ title }) => title)).toEqual(answer.slides.map(({ claim }) => claim))
    expect(read.map(({ hidden }) => hidden)).toEqual(answer.slides.map(({ hidden }) => hidden))
    for (const [i, { seconds }] of answer.timeTable.slides.entries()) expect(read[i].notes).toMatch(new RegExp(`^\\[${seconds} s, from \\d+:\\d\\d`))
    expect(read.flatMap(({ alts }) => alts).length).toBeGreaterThan(6)
    expect(read.every(({ alts }) => alts.every(Boolean))).toBe(true)
    expect(read.slice(1).every(({ title, tops }) => title === 'Questions' || (tops > 8 && tops < 100))).toBe(true)
  })

  it('html5lib parses the deck without an error, and nothing in it loads anything', () => {
    const script = `
import json, sys, html5lib
p = html5lib.HTMLParser(namespaceHTMLElements=False)
d = p.parse(open(sys.argv[1], encoding='utf8').read())
loads = [e.get(a) for e in d.iter() if isinstance(e.tag, str) for a in ('src', 'href', '{http://www.w3.org/1999/xlink}href') if e.get(a)]
print(json.dumps({'errors': [str(e) for e in p.errors][:5], 'loads': [l for l in loads if not l.startswith(('data:', '#'))],
  'pages': len([e for e in d.iter('section')]), 'scripts': len([e for e in d.iter('script')]), 'notes': len([e for e in d.iter('aside')])}))`
    expect(JSON.parse(output(python, ['-c', script, file('slides.html')]))).toMatchObject({ errors: [], loads: [], pages: answer.slides.length, scripts: 1 })
  })
})

describe.skipIf(!hasProgram('soffice') || !hasProgram('pdfinfo'))('LibreOffice (needs soffice and poppler-utils)', () => {
  it('shows one page for each slide that is not hidden', () => {
    output(
      'soffice',
      ['--headless', `-env:UserInstallation=file://${join(folder, 'office')}`, '--convert-to', 'pdf', '--outdir', join(folder, 'office'), file('slides.pptx')],
      withArimo(),
    )
    const pages = Number(/Pages:\s+(\d+)/.exec(output('pdfinfo', [join(folder, 'office', 'slides.pdf')]))?.[1])
    expect(pages).toBe(answer.slides.filter(({ hidden }) => !hidden).length)
  }, 120_000)
})

describe('the HTML deck', () => {
  const go = (to: number) => ({ do: 'go', to })

  it('goes on, back, to a number that was typed, and never past its ends', () => {
    expect(actionOf('ArrowRight', 0, 9, '')).toEqual(go(1))
    expect(actionOf(' ', 8, 9, '')).toEqual(go(8))
    expect(actionOf('PageUp', 0, 9, '')).toEqual(go(0))
    expect(actionOf('End', 2, 9, '')).toEqual(go(8))
    expect(actionOf('1', 2, 20, '')).toEqual({ do: 'type', digits: '1' })
    expect(actionOf('Enter', 2, 20, '12')).toEqual(go(11))
    expect(actionOf('Enter', 2, 20, '99')).toEqual(go(19))
    expect(actionOf('Enter', 2, 20, '')).toEqual(go(3))
    expect(actionOf('x', 2, 20, '')).toBeUndefined()
    expect(actionOf('p', 2, 20, '')).toEqual({ do: 'presenter' })
  })

  it('shows how much of the budget is left, from when the slide should have begun', () => {
    expect(paceOf(65, 30, 60)).toEqual({ elapsed: '1:05', left: '0:25', tone: 'good' })
    expect(paceOf(80, 30, 60)).toEqual({ elapsed: '1:20', left: '0:10', tone: 'soon' })
    expect(paceOf(100, 30, 60)).toEqual({ elapsed: '1:40', left: '-0:10', tone: 'late' })
  })

  it('takes a swipe to the left as the next slide, a scroll as none', () => {
    expect([swipeOf(-80, 5), swipeOf(80, 5), swipeOf(-80, 120), swipeOf(-10, 0)]).toEqual(['next', 'previous', undefined, undefined])
  })

  it('has a script that parses, is allowed by its hash alone, and asks no network', () => {
    const html = readFileSync(file('slides.html'), 'utf8')
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ''
    const state = new Function(`${script.slice(0, script.indexOf('(() => {'))} return { actionOf, paceOf, swipeOf }`)()
    expect(state.actionOf('ArrowRight', 0, 9, '')).toEqual(go(1))
    expect(state.paceOf(80, 30, 60)).toEqual(paceOf(80, 30, 60))
    expect(state.swipeOf(-80, 5)).toBe('next')
    expect(() => new Function(script)).not.toThrow()
    expect(script).not.toMatch(/fetch|XMLHttpRequest|WebSocket|import\(|https?:/)
    expect(html).toContain(`default-src 'none'`)
    expect(html).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`)
    expect(html).toContain('Where &lt;the&gt; &amp; ')
  })
})
