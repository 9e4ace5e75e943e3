/** HTML as it is read for the rules: like a browser where it is careless, bounded where it is hostile. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lintFile } from '../lib/check/lint.js'
import { loadedByCss } from '../lib/check/read/css.js'
import { type HtmlElement, parseHtml } from '../lib/check/read/html.js'
import { textOf } from '../lib/check/read/html-text.js'
import { goodDeckHtml, goodPosterHtml } from './fixtures/good-html.js'

/** `p(em(b) c)`: what stands in what. */
function shape(element: HtmlElement | string): string {
  if (typeof element === 'string') return element.trim()
  const inner = element.children.map(shape).filter(Boolean).join(' ')
  return inner ? `${element.name}(${inner})` : element.name
}
const tree = (html: string) =>
  parseHtml(html, 'x.html')
    .elements.filter(({ parent }) => !parent)
    .map(shape)
    .join(' ')
const first = (html: string) => parseHtml(html, 'x.html').elements[0]

describe('HTML', () => {
  it('is read with what is not closed, or closed twice, as browsers do', () => {
    expect(tree('<ul><li>a<li>b</ul>c')).toBe('ul(li(a) li(b))')
    expect(tree('<p>a<p>b<div>c</div>')).toBe('p(a) p(b) div(c)')
    expect(tree('<div><b>a</div></b></i>d<p>e')).toBe('div(b(a)) p(e)')
    expect(tree('<table><tr><td>1<td>2<tr><td>3</table>')).toBe('table(tr(td(1) td(2)) tr(td(3)))')
    expect(tree('<div>a<br>b<img src=x>c</div>')).toBe('div(a br b img c)')
    expect(tree('<svg><path/><g/></svg><p/>x')).toBe('svg(path g) p(x)')
    expect(tree('<head><title>a<body>b')).toBe('head(title(a<body>b))')
  })
  it('holds markup where it is markup alone', () => {
    expect(tree('<p>1 < 2 <3 a<!-- <b> --><!doctype x><?php <b> ?></p>')).toBe('p(1 < 2 <3 a ?>)')
    expect(tree('<script>if (a<b) "</p>"</script><p>x')).toBe('script(if (a<b) "</p>") p(x)')
    expect(tree('<style>a>b{}</sty</style >x<i>y')).toBe('style(a>b{}</sty) i(y)')
  })
  it('has attributes of all sorts, of which the first counts', () => {
    const { attributes } = first(`<IMG SRC = 'a b' alt="x > y" checked data-x=1/2 src=z a="&lt;&#65;&#x42;&amp;amp;&nope;" __proto__=p>`)
    expect([...attributes]).toEqual([
      ['src', 'a b'],
      ['alt', 'x > y'],
      ['checked', ''],
      ['data-x', '1/2'],
      ['a', '<AB&amp;&nope;'],
      ['__proto__', 'p'],
    ])
  })
  it('is text in reading order, blocks and breaks apart', () => {
    expect(textOf(first('<div>IoU <b>0.</b>61<br>of <i>wet</i><p>cells</p><style>x</style><script>y</script></div>')).replace(/\n+/g, '|')).toBe(
      'IoU 0.61|of wet|cells|',
    )
  })
  it('and CSS load what browsers would load', () => {
    expect(loadedByCss('a{b:url(x.png)}@import "y.css";@import url(z.css) print;')).toEqual(['x.png', 'z.css', 'y.css'])
    expect(loadedByCss(`a{b:image-set("p.png" 1x,'q.png' 2x);c:u\\72l('r')}`)).toEqual(['r', 'p.png', 'q.png'])
    expect(loadedByCss('/* url(no) */a{b:c}/* url(never')).toEqual([])
  })
})

describe('HTML of somebody who means harm', () => {
  const dir = mkdtempSync(join(tmpdir(), 'phd-html-'))
  const lint = async (html: string | Uint8Array) => {
    writeFileSync(join(dir, 'x.html'), html)
    return lintFile(join(dir, 'x.html')).then(
      (checks) => checks.filter(({ ok }) => !ok).map(({ rule }) => rule),
      ({ code, message, received }) => `${code}: ${message.replace(dir, '')} ${received}`,
    )
  }
  it('that is nested too deep, is no text or nothing, is refused', async () => {
    expect(await lint('<b>'.repeat(513))).toBe('REPORT_FILE: /x.html cannot be read as HTML. more than 512 elements inside each other')
    expect(await lint('<br>'.repeat(500_001))).toMatch(/^REPORT_FILE_REFUSED: \/x\.html is too large to look into\. more of them/)
    expect(await lint(new Uint8Array([60, 98, 62, 0]))).toMatch(/^REPORT_FILE: .* bytes that are no text/)
    expect(await lint('')).toMatch(/^REPORT_FILE: .* no element/)
  })
  const careless = ['active-content', 'language', 'document-title', 'structure']
  it.each(
    Object.entries({
      'end tags without a start': `${'<i>'.repeat(500)}${'</b>'.repeat(1_000_000)}`,
      'tags that never end': '<a '.repeat(500_000),
      'quotes that never end': `<a b="${'<a b="'.repeat(300_000)}`,
      'attributes without number': `<a ${'b=c d '.repeat(300_000)}>`,
      'blanks without number': `<a${' '.repeat(2_000_000)}b${' '.repeat(2_000_000)}=c>`,
      'comments that never end': `<b>${'<!--'.repeat(500_000)}`,
      'scripts that never end': `<p>${'<script></scrip'.repeat(200_000)}`,
      'commas in a list of pictures': `<img alt="" srcset="${','.repeat(2_000_000)}">`,
      'style sheets that never end': `<style>${'url("/*@import \'image-set('.repeat(100_000)}</style>`,
      'boxes behind boxes': `<div>${'<b style="color:#777;left:calc(1 * var(--mm));top:calc(1 * var(--mm));width:calc(1 * var(--mm));height:calc(1 * var(--mm));background:none">x</b>'.repeat(20_000)}</div>`,
      'headings of many slides': `<main class="pages">${'<section class="page"><h1>a</h1></section>'.repeat(50_000)}</main>`,
    }),
  )('%s: findings, soon', async (_, html) => {
    const found = await lint(html)
    expect(found).toBeInstanceOf(Array)
    for (const rule of found) expect([...careless, 'contrast', 'missing-file']).toContain(rule)
    expect(found).toContain('language')
  })
  it('our own are without a finding, and each cut short anywhere is read', async () => {
    expect([await lint(goodPosterHtml), await lint(goodDeckHtml)]).toEqual([[], []])
    for (let end = 1; end < goodDeckHtml.length; end += 7) expect(() => parseHtml(`<b>${goodDeckHtml.slice(0, end)}`, 'x.html')).not.toThrow()
  })
})
