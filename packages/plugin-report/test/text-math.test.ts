import { readFileSync } from 'node:fs'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { expect, it } from 'vitest'
import { fontFiles, loadFontMetrics, missingCharacters } from '../lib/text/index.js'
import { mathText, parseMath } from '../lib/text/math/index.js'
import { mathAccents, mathSymbols } from '../lib/text/math/symbols.js'

const r = String.raw
const told: [tex: string, text: string][] = [
  ['x', 'x'],
  ['x^2', 'x²'],
  ['x_i', 'xᵢ'],
  ['x_i^2', 'xᵢ²'],
  ['x^{10}', 'x¹⁰'],
  ['10^{-3}', '10⁻³'],
  ['x^{n+1}', 'xⁿ⁺¹'],
  ['e^{-x/2}', 'e^(−x/2)'],
  ['x_{i,j}', 'x_(i,j)'],
  ['x^Q y', 'x^Q y'],
  [r`x_{ij}y`, 'xᵢⱼy'],
  [r`h_{\mathrm{max}}`, 'hₘₐₓ'],
  [r`h_{\mathrm{BCE}}`, 'h_BCE'],
  [r`h_{\mathrm{BCE}} v`, 'h_BCE v'],
  [r`h_{\mathrm{BCE}}^2`, '(h_BCE)²'],
  [r`x^\top y`, 'xᵀy'],
  [r`30^\circ`, '30°'],
  [r`\theta^*`, 'θ*'],
  ["f'(x)", 'f′(x)'],
  [r`f''`, 'f′′'],
  ['(a+b)^2', '(a + b)²'],
  [r`\left(a+b\right)^2`, '(a + b)²'],
  ['{a+b}^2', '(a + b)²'],
  ['a-b', 'a − b'],
  ['-b', '−b'],
  ['a=-b', 'a = −b'],
  ['(-b)', '(−b)'],
  [r`a \cdot b \times c`, 'a · b × c'],
  [r`a \pm 0.5`, 'a ± 0.5'],
  [r`0.612 \pm 0.02`, '0.612 ± 0.02'],
  [r`n=30`, 'n = 30'],
  ['2x', '2x'],
  ['f(x,y)', 'f(x, y)'],
  ['(1,2)', '(1,2)'],
  [r`\alpha \leq \beta`, 'α ≤ β'],
  [r`p<0.05`, 'p < 0.05'],
  [r`x \ne y`, 'x ≠ y'],
  [r`y \approx 3 \times 10^{8}`, 'y ≈ 3 × 10⁸'],
  [r`\frac{a}{b}`, 'a/b'],
  [r`\frac{1}{2}`, '1/2'],
  [r`\frac{a+b}{2}`, '(a + b)/2'],
  [r`\frac{a}{b+c}`, 'a/(b + c)'],
  [r`\frac{(a+b)}{(c+d)}`, '(a + b)/(c + d)'],
  [r`\frac{(a+b)(c+d)}{2}`, '(a + b)(c + d)/2'],
  [r`\frac{ab}{cd}`, 'ab/(cd)'],
  [r`\frac{a}{\frac{b}{c}}`, 'a/(b/c)'],
  [r`\frac{\frac{a}{b}}{c}`, '(a/b)/c'],
  [r`\frac{1}{2}mv^2`, '(1/2)mv²'],
  [r`2\frac{a}{b}`, '2(a/b)'],
  [r`1+\frac{a}{b}`, '1 + a/b'],
  [r`\frac{a}{b}^2`, '(a/b)²'],
  [r`x^{\frac{1}{2}}`, 'x^(1/2)'],
  [r`\frac{\log x}{n}`, '(log x)/n'],
  [r`\frac{\mathrm{TP}}{\mathrm{TP}+\mathrm{FP}+\mathrm{FN}}`, 'TP/(TP + FP + FN)'],
  [r`\mathrm{IoU} = \frac{|A \cap B|}{|A + B|}`, 'IoU = |A ∩ B|/|A + B|'],
  [r`\frac{1}{n}\sum_{i=1}^{n} x_i`, '(1/n) ∑ᵢ₌₁ⁿ xᵢ'],
  [r`\sum_{i=1}^{C} (x_i-\bar{x})^2`, '∑_(i=1)^C (xᵢ − x̄)²'],
  [r`\frac{\sum_i x_i}{n}`, '(∑ᵢ xᵢ)/n'],
  [r`\prod_k p_k`, '∏ₖ pₖ'],
  [r`\int_0^1 f(x)\,dx`, '∫₀¹ f(x) dx'],
  [r`\int f(x)\,\mathrm{d}x`, '∫ f(x) dx'],
  [r`\sqrt{x}`, '√x'],
  [r`\sqrt{x+1}`, '√(x + 1)'],
  [r`\sqrt{(x+1)}`, '√(x + 1)'],
  [r`\sqrt{x}y`, '√x y'],
  [r`\sqrt{x_i^2}`, '√(xᵢ²)'],
  [r`\sqrt[3]{2}`, '³√2'],
  [r`\sqrt{x}^2`, '(√x)²'],
  [r`\hat{y}`, 'ŷ'],
  [r`\hat y_i`, 'ŷᵢ'],
  [r`\bar{x}`, 'x̄'],
  [r`\tilde{n}`, 'ñ'],
  [r`\dot{q}`, 'q̇'],
  [r`\log x`, 'log x'],
  [r`\log(x)`, 'log(x)'],
  [r`-\log p`, '−log p'],
  [r`2\sin\frac{x}{2}`, '2 sin(x/2)'],
  [r`\max_\theta L(\theta)`, 'max_θ L(θ)'],
  [r`\lim_{n\to\infty} a_n`, 'lim_(n→∞) aₙ'],
  [r`P(y \mid x)`, 'P(y | x)'],
  [r`P(y|x)`, 'P(y|x)'],
  [r`x \in \mathbb{R}^n`, 'x in ℝⁿ'],
  [r`\mathcal{L}(\theta)`, 'ℒ(θ)'],
  [r`\mathbf{v}`, 'v'],
  [r`a \text{ if } b`, 'a if b'],
  [r`95\%`, '95%'],
  [r`x_1, \ldots, x_n`, 'x₁, …, xₙ'],
  [r`X \sim N(0,1)`, 'X ~ N(0,1)'],
  [r`A \to B`, 'A → B'],
  [r`\Delta t`, 'Δt'],
  [r`\partial h / \partial t`, '∂h/∂t'],
  [r`\frac{\partial h}{\partial t}+\frac{\partial q}{\partial x}=R`, '∂h/∂t + ∂q/∂x = R'],
  [r`q_{t+\Delta t}`, 'q_(t+Δt)'],
  [r`|x|+\frac{1}{|x||y|}`, '|x| + 1/(|x||y|)'],
  [r`\Delta_{t+1}`, 'Δₜ₊₁'],
  [r`\frac{a \cdot b}{c}`, 'a · b/c'],
  [r`c/\frac{a}{b}`, 'c/(a/b)'],
  [r`n!`, 'n!'],
  [r`\forall x`, 'for all x'],
]
const asTyped = [
  r`\begin{matrix} a & b \end{matrix}`,
  r`\begin{aligned} a &= b \\ c &= d \end{aligned}`,
  r`\nabla f`,
  r`\vec{v}`,
  r`\overline{AB}`,
  r`\mathcal{D}`,
  r`\unknown`,
  r`\frac{a`,
  'p = {{A.p | 2}}',
  'x^a^b',
  r`A \cup B`,
]

it.each(told)('prints %s as %s', async (tex, text) => {
  const runs = mathText(tex)
  expect(runs?.map((run) => run.text).join('')).toBe(text)
  expect(missingCharacters(text, await loadFontMetrics())).toEqual([])
})

it.each(asTyped)('leaves %s as it is typed', (tex) => {
  expect(mathText(tex)).toBeUndefined()
})

it('sets letters in italics, words and numbers upright', () => {
  expect(mathText(r`2x_i = \mathrm{IoU}\,\mathbf{v}`)).toEqual([{ text: '2' }, { text: 'x', italic: true }, { text: 'ᵢ = IoU ' }, { text: 'v', bold: true }])
})

it('uses no letter that the font lacks', async () => {
  const metrics = await loadFontMetrics()
  const one = [...Object.keys(mathSymbols).map((name) => `a \\${name} b_\\${name}`), ...Object.keys(mathAccents).map((name) => `\\${name}{x}`)]
  const texts = one.flatMap(
    (tex) =>
      mathText(tex)
        ?.map(({ text }) => text)
        .join('') ?? [],
  )
  expect(texts.length).toBeGreaterThan(80)
  expect(missingCharacters(texts.join(''), metrics)).toEqual([])
  expect(one.every((tex) => parseMath(tex) !== undefined)).toBe(true)
})

it('is as wide as Typst sets it', async () => {
  const metrics = await loadFontMetrics()
  const texts = told.map(([, text]) => text)
  const compiler = NodeCompiler.create({
    workspace: import.meta.dirname,
    fontArgs: [{ fontBlobs: Object.values(fontFiles()).map((file) => readFileSync(file)) }],
  })
  const source = `#set text(font: "Arimo", fallback: false)
#for t in json(bytes(sys.inputs.texts)) { context [#metadata(measure(text(size: 100pt, t)).width.pt()) <w>] }`
  const measured: { value: number }[] = compiler.query({ mainFileContent: source, inputs: { texts: JSON.stringify(texts) } }, { selector: '<w>' })
  // Typst does not kern Greek with Latin letters.
  for (const [i, text] of texts.entries()) {
    const apart = Math.abs(metrics.widthEm(text) - measured[i].value / 100)
    expect(apart, text).toBeLessThan(/\p{Script=Greek}/u.test(text) ? 0.06 : 0.005)
  }
})
