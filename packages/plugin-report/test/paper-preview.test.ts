/** The preview with Typst itself as judge: PDF/UA refuses a character without a glyph and a formula without a text. */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { integer, random } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { parseBibliography, previewBib } from '../lib/bibliography/index.js'
import { compilePreview } from '../lib/paper/preview/compile.js'
import { previewInput } from '../lib/paper/preview/input.js'
import { isPreview } from '../lib/paper/preview/mark.js'
import { plainRules } from '../lib/paper/rules.js'
import { mathCommands } from '../lib/paper/tex/math-commands.js'
import { parseMath } from '../lib/text/math/index.js'

const none = { text: '', keys: new Set<string>() }
const document = { title: 'T', authors: [], affiliation: '', contact: '', anonymous: false, abstract: [], acknowledgements: '', runs: '', todos: [], cited: [] }
const preview = (blocks: object[], bibliography = none) => {
  const { input, undrawnMath } = previewInput({ ...document, sections: [{ heading: 'S', blocks }] } as never, plainRules, [], bibliography)
  return compilePreview(input, []).then((compiled) => ({ ...compiled, undrawnMath }))
}

it('is known as a preview under any name', async () => {
  expect(isPreview((await preview([{ kind: 'paragraph', spans: [{ text: 'Words.' }] }])).pdf)).toBe(true)
})

describe('mathematics', () => {
  it('every command that is drawn has glyphs, and most are drawn', async () => {
    const arguments_ = ['', '{a}', '{a}{b}', '(']
    const formulas = [...mathCommands].flatMap((name) => arguments_.map((rest) => `x \\${name}${rest} y`).find((tex) => parseMath(tex)) ?? [])
    expect(formulas.length).toBeGreaterThan(mathCommands.size * 0.85)
    const { lacking, undrawnMath } = await preview(formulas.map((tex) => ({ kind: 'paragraph', spans: [{ text: tex, math: true }] })))
    expect(lacking).toEqual([])
    expect(undrawnMath).toEqual([])
  })

  it.each([
    String.raw`\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}`,
    String.raw`\begin{aligned} a &= b \\ &= c \end{aligned}`,
    String.raw`\left\{ \frac{\sqrt[3]{x}}{2} \right. \sum_{i=1}^{n} \limits x_i'^2 \hat{\mathbf{y}} \bigl( \overline{ab} \bigr) \max_\theta \mathcal{L}`,
    '',
  ])('draws %s', async (tex) => {
    expect(await preview([{ kind: 'equation', tex, alt: '' }])).toMatchObject({ lacking: [], undrawnMath: [] })
  })
})

describe('references', () => {
  it('whatever stands in an entry, both styles print it', async () => {
    const draw = random(3, 'bib')
    const pieces = String.raw`\ {\"u} \' $ % & # _ ^ ~ and , A. 1999 -- " '' @ = é 中 \emph{x} ( ) [ ] < > / : \textbf x de in press`.split(' ')
    const fields = ['author', 'editor', 'title', 'journal', 'booktitle', 'year', 'volume', 'pages', 'edition', 'doi', 'url', 'note', 'date']
    const value = () => Array.from({ length: 1 + integer(draw, 7) }, () => pieces[integer(draw, pieces.length)]).join(integer(draw, 2) ? ' ' : '')
    const balanced = (text: string) => (text.split('{').length === text.split('}').length ? text : text.replace(/[{}]/g, ''))
    const entry = (key: string) =>
      `@${['article', 'book', 'misc', 'odd'][integer(draw, 4)]}{${key}, ${fields
        .filter(() => integer(draw, 2))
        .map((name) => `${name} = {${balanced(value())}}`)
        .join(', ')}}`
    const compiler = NodeCompiler.create({ workspace: import.meta.dirname })
    const keys = Array.from({ length: 60 }, (_, i) => `k${i}`)
    for (const key of keys) {
      const bib = previewBib(parseBibliography(entry(key), 'refs.bib'), [key])
      for (const style of ['ieee', 'chicago-author-date']) {
        const main = `#cite(label("${key}"))\n#bibliography(bytes(sys.inputs.bib), style: "${style}")`
        const compiled = compiler.compile({ mainFileContent: main, inputs: { bib } })
        expect(compiled.takeError(), bib).toBeNull()
      }
    }
  })
})

describe('text', () => {
  it('is never markup, and what no font has is told', async () => {
    const { lacking, pdf } = await preview([{ kind: 'paragraph', spans: [{ text: '#panic() #read("/etc/passwd") $x$ *b* @l <l> 中😀\u0007' }] }])
    expect(lacking.sort()).toEqual(['中', '😀'])
    expect(pdf.length).toBeGreaterThan(1000)
  })
})
