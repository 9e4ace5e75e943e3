import { describe, expect, it } from 'vitest'
import { pictureSize } from '../lib/figures/safe-svg/images.js'
import { safeSvg, svgUnits } from '../lib/figures/safe-svg.js'

const svg = (inside: string, attributes = '') => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${attributes}>${inside}</svg>`
const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

describe('an SVG of a stranger', () => {
  it('keeps shapes, text, gradients, clip paths and pictures', () => {
    const kept = safeSvg(
      svg(
        `<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient><clipPath id="c"><circle r="4"/></clipPath></defs>` +
          `<g clip-path="url(#c)" transform="scale(2)"><path d="M0 0L9 9" fill="url(#g)"/><use href="#c" x="1"/></g>` +
          `<text x="1" y="2" font-size="3">a &lt; b &amp; c<tspan dy="1">d</tspan></text><image width="1" height="1" href="data:image/png;base64,${onePixel}"/>`,
      ),
    )
    for (const piece of [
      '<stop offset="0" stop-color="red"/>',
      'clip-path="url(#c)"',
      'fill="url(#g)"',
      'xlink:href="#c"',
      'a &lt; b &amp; c<tspan',
      `base64,${onePixel}`,
    ]) {
      expect(kept).toContain(piece)
    }
    expect(safeSvg(kept)).toBe(kept)
  })

  it('loses what only an editor reads, and links but not what they hold', () => {
    const kept = safeSvg(
      svg(
        `<metadata>who</metadata><sodipodi:namedview id="v"/><!-- note --><a href="https://example.org"><rect width="1" height="1" inkscape:label="x" data-a="b" class="k"/></a>`,
        ' xmlns:sodipodi="http://x" xmlns:inkscape="http://y"',
      ),
    )
    expect(kept).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"><g><rect width="1" height="1"/></g></svg>',
    )
  })

  it('has its style sheet written into its elements, the more exact rule last', () => {
    const kept = safeSvg(
      svg('<style>#a{fill:blue}.b,.c{fill:red;stroke:#000}rect{fill:green}*{opacity:.5}/* } */</style><rect id="a" class="b" style="stroke-width:2"/>'),
    )
    expect(kept).toContain('style="opacity:.5;fill:green;fill:red;stroke:#000;fill:blue;stroke-width:2"')
    expect(kept).not.toMatch(/<style|class=/)
  })

  it('may begin with the plain DOCTYPE that drawing programs write, with an XML declaration and a mark of byte order', () => {
    const text = `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n${svg('<rect/>')}`
    expect(safeSvg(text)).toContain('<rect/>')
  })

  const bomb = Array.from({ length: 10 }, (_, i) => `<g id="a${i + 1}">${`<use href="#a${i}"/>`.repeat(10)}</g>`).join('')
  const hostile: [string, string][] = [
    ['a script', svg('<script>alert(1)</script>')],
    ['a script in another case', svg('<SCRIPT>alert(1)</SCRIPT>')],
    ['a handler', svg('<rect onload="alert(1)"/>')],
    ['a handler at the root', svg('', ' onload="x"')],
    ['foreign content', svg('<foreignObject><p>x</p></foreignObject>')],
    ['a picture of the web', svg('<image href="https://example.org/a.png"/>')],
    ['a picture of the disk', svg('<image href="file:///etc/passwd"/>')],
    ['a picture as SVG', svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>')],
    ['a picture that is none', svg('<image href="data:image/png;base64,AAAA"/>')],
    ['a use of another file', svg('<use href="other.svg#a"/>')],
    ['code as an address', svg('<use xlink:href="javascript:alert(1)"/>')],
    ['an entity', `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('<text>&x;</text>')}`],
    ['an unknown entity', svg('<text>&nbsp;</text>')],
    ['a DOCTYPE of a system', `<!DOCTYPE svg SYSTEM "http://example.org/x.dtd">${svg('')}`],
    ['an import', svg('<style>@import url(https://example.org/a.css);</style>')],
    ['a font of the web', svg('<style>@font-face{src:url(https://example.org/a)}</style>')],
    ['an address in CSS', svg('<style>rect{fill:url(https://example.org/a#b)}</style><rect/>')],
    ['an address in an attribute', svg('<rect fill="url(https://example.org/a#b)"/>')],
    ['an address in a style', svg('<rect style="fill:url(//example.org/a)"/>')],
    ['an escaped address', svg('<rect style="fill:u\\72l(https://example.org)"/>')],
    ['an animation', svg('<rect><set attributeName="href" to="javascript:alert(1)"/></rect>')],
    ['an iframe', svg('<iframe src="x"/>')],
    ['a style sheet instruction', `<?xml-stylesheet href="x.css"?>${svg('')}`],
    ['a billion parts', svg(`<rect id="a0"/>${bomb}`)],
    ['a part in itself', svg('<g id="a"><use href="#a"/></g>')],
    ['nothing', ''],
    ['a web page', '<html><body/></html>'],
    ['open elements', '<svg><g></svg>'],
    ['a cut file', '<svg><g'],
    ['two roots', `${svg('')}${svg('')}`],
    ['an attribute twice', svg('<rect x="1" x="2"/>')],
    ['a control character', svg('<text>&#1;</text>')],
    ['9 MB', svg(`<text>${'x'.repeat(9_000_000)}</text>`)],
    ['depth', `<svg>${'<g>'.repeat(300)}${'</g>'.repeat(300)}</svg>`],
  ]
  it.each(hostile)('with %s is refused', (_, text) => {
    expect(() => safeSvg(text, 'The logo a.svg')).toThrow(expect.objectContaining({ code: 'REPORT_FIGURE_SVG' }))
  })

  it('is named in the message, with the way out', () => {
    expect(() => safeSvg(svg('<script/>'), 'The logo a.svg')).toThrow(
      expect.objectContaining({ message: 'The logo a.svg has <script>; it is not drawn.', remedy: 'save it again as plain SVG, or as PNG' }),
    )
  })

  it('says how large it is', () => {
    expect(svgUnits('<svg viewBox="0 0 20 10">')).toEqual({ width: 20, height: 10 })
    expect(svgUnits('<svg width="20pt" height="10">')).toEqual({ width: 20, height: 10 })
    expect(svgUnits('<svg>')).toBeUndefined()
  })

  it('may hold a picture of many bytes, but not of many pixels', () => {
    const png = Buffer.from(onePixel, 'base64')
    png.writeUInt32BE(60_000, 16)
    png.writeUInt32BE(60_000, 20)
    expect(pictureSize(png)).toEqual({ width: 60_000, height: 60_000 })
    expect(() => safeSvg(svg(`<image href="data:image/png;base64,${png.toString('base64')}"/>`))).toThrow(/60000 x 60000/)
  })
})

it('our own pictures pass unchanged in what they draw', async () => {
  const { figureKinds, figureStyle } = await import('../lib/figures/index.js')
  const kind = figureKinds.curves as import('../lib/figures/index.js').PictureKind
  const result = { shape: 'curves' as const, title: 't', x: { label: 'epoch' }, y: { label: 'loss' }, series: [{ name: 'a', x: [1, 2], y: [2, 1] }] }
  const { svg: own } = await kind.draw({ result, runDir: '' }, { widthMm: 80, heightMm: 50 }, figureStyle(8), {})
  const again = safeSvg(own)
  const count = (text: string, tag: string) => text.split(`<${tag}`).length
  for (const tag of ['path', 'text', 'line']) expect(count(again, tag), tag).toBe(count(own, tag))
})
