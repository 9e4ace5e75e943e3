/**
 * Characters as pdfLaTeX prints them with no font encoding loaded (OT1, as author kits ask): commands of the kernel only.
 *
 * T1 would be simpler and is forbidden by AAAI. Letters that need it (ą, đ, þ) have no entry.
 */
import { combiningAccents, texLetters } from '../../bibliography/index.js'
import { lowered, raised } from '../../text/math/index.js'

/** Every ASCII character that TeX takes for something else. */
const special: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '$<$',
  '>': '$>$',
  '|': '$|$',
  '`': '\\textasciigrave{}',
}

const punctuation: Record<string, string> = {
  '\u00a0': '~',
  '\u2009': '\\,',
  '\u202f': '\\,',
  '\u2010': '-',
  '\u2011': '\\mbox{-}',
  '–': '--',
  '—': '---',
  '‘': '`{}',
  '’': "'{}",
  '“': '``{}',
  '”': "''{}",
  '‚': ',',
  '„': ',,',
  '«': '$\\ll$',
  '»': '$\\gg$',
  '…': '\\ldots{}',
  '·': '$\\cdot$',
  '•': '\\textbullet{}',
  '§': '\\S{}',
  '¶': '\\P{}',
  '†': '\\dag{}',
  '‡': '\\ddag{}',
  '©': '\\copyright{}',
  '®': '\\textregistered{}',
  '™': '\\texttrademark{}',
  '£': '\\pounds{}',
  '€': '\\texteuro{}',
  '¥': '\\textyen{}',
  '¡': '!`{}',
  '¿': '?`{}',
  ª: '\\textordfeminine{}',
  º: '\\textordmasculine{}',
  '\u00ad': '\\-',
  '′': '$^{\\prime}$',
  '″': '$^{\\prime\\prime}$',
}

const mathSymbols: Record<string, string> = {
  '°': '^{\\circ}',
  '±': '\\pm',
  '∓': '\\mp',
  '×': '\\times',
  '÷': '\\div',
  '−': '-',
  '≤': '\\leq',
  '≥': '\\geq',
  '≠': '\\neq',
  '≈': '\\approx',
  '≡': '\\equiv',
  '∼': '\\sim',
  '∝': '\\propto',
  '≪': '\\ll',
  '≫': '\\gg',
  '∞': '\\infty',
  '∂': '\\partial',
  '∇': '\\nabla',
  '∑': '\\sum',
  '∏': '\\prod',
  '∫': '\\int',
  '√': '\\surd',
  '∈': '\\in',
  '∉': '\\notin',
  '⊂': '\\subset',
  '⊆': '\\subseteq',
  '∪': '\\cup',
  '∩': '\\cap',
  '∅': '\\emptyset',
  '∀': '\\forall',
  '∃': '\\exists',
  '¬': '\\neg',
  '∧': '\\wedge',
  '∨': '\\vee',
  '→': '\\rightarrow',
  '←': '\\leftarrow',
  '↔': '\\leftrightarrow',
  '↑': '\\uparrow',
  '↓': '\\downarrow',
  '⇒': '\\Rightarrow',
  '⇔': '\\Leftrightarrow',
  '⋅': '\\cdot',
  '∘': '\\circ',
  '‖': '\\|',
  '⟨': '\\langle',
  '⟩': '\\rangle',
  ℓ: '\\ell',
  µ: '\\mu',
  '¹': '^{1}',
  '²': '^{2}',
  '³': '^{3}',
  '½': '\\frac{1}{2}',
  '¼': '\\frac{1}{4}',
  '¾': '\\frac{3}{4}',
  ℒ: '\\mathcal{L}',
  ...greek(),
}
// In captions and headings, which are text.
for (const [letters, mark] of [
  [raised, '^'],
  [lowered, '_'],
] as const)
  for (const [letter, script] of letters) mathSymbols[script] ??= `${mark}{${mathSymbols[letter] ?? letter}}`

function greek(): Record<string, string> {
  const small =
    'alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau upsilon varphi chi psi omega'.split(' ')
  const capitals = { Γ: 'Gamma', Δ: 'Delta', Θ: 'Theta', Λ: 'Lambda', Ξ: 'Xi', Π: 'Pi', Σ: 'Sigma', Υ: 'Upsilon', Φ: 'Phi', Ψ: 'Psi', Ω: 'Omega' }
  const entries = small.map((name, i) => [String.fromCodePoint(0x3b1 + i), name === 'omicron' ? 'o' : `\\${name}`])
  return Object.fromEntries([...entries, ...Object.entries(capitals).map(([letter, name]) => [letter, `\\${name}`]), ['ϕ', '\\phi'], ['ϵ', '\\epsilon']])
}

/** The TeX of one composed character in running text; undefined where pdfLaTeX has none. */
export function texOf(character: string): string | undefined {
  if (Object.hasOwn(special, character)) return special[character]
  if (/^[ -~]$/.test(character)) return character
  if (Object.hasOwn(punctuation, character)) return punctuation[character]
  if (Object.hasOwn(texLetters, character)) return `\\${texLetters[character]}{}`
  if (Object.hasOwn(mathSymbols, character)) return `$${mathSymbols[character]}$`
  return accented(character)
}

/** The TeX of one character inside mathematics; undefined where there is none. */
export function mathOf(character: string): string | undefined {
  const tex = Object.hasOwn(mathSymbols, character) ? mathSymbols[character] : undefined
  return tex?.replace(/[A-Za-z]$/, '$& ')
}

function accented(character: string): string | undefined {
  const [base, ...marks] = [...character.normalize('NFD')]
  if (!/^[A-Za-z]$/.test(base) || marks.length === 0 || !marks.every((mark) => mark in combiningAccents)) return undefined
  // `\i` where an accent takes the dot's place, not where it goes below
  const stem = /^[ij]$/.test(base) && !/[\u0323\u0327\u0331]/.test(marks[0]) ? `\\${base}` : base
  return marks.reduce((inner, mark) => `\\${combiningAccents[mark]}{${inner}}`, stem)
}
