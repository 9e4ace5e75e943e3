/** What the commands of TeX mathematics look like, as Unicode. */

export const mathSymbols: Record<string, string> = table(
  'alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω',
  'Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ hbar ℏ Re ℜ Im ℑ partial ∂ nabla ∇ infty ∞ emptyset ∅',
  'sum ∑ prod ∏ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀',
  'pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ otimes ⊗ odot ⊙ cup ∪ cap ∩ setminus ∖ wedge ∧ vee ∨ land ∧ lor ∨ neg ¬ lnot ¬ dagger † ddagger ‡',
  'leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ prec ≺ succ ≻ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ in ∈ ni ∋ notin ∉ mid ∣ parallel ∥ perp ⟂ vdash ⊢ lesssim ≲ gtrsim ≳',
  'to → gets ← rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ mapsto ↦ uparrow ↑ downarrow ↓ implies ⟹ iff ⟺',
  'langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖ lbrace { rbrace } backslash \\',
  'ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ colon : forall ∀ exists ∃ nexists ∄ top ⊤ bot ⊥ angle ∠ triangle △ square □ surd √ prime ′',
)

export const mathSpaces: Record<string, number> = {
  ',': 1 / 6,
  thinspace: 1 / 6,
  ':': 2 / 9,
  '>': 2 / 9,
  medspace: 2 / 9,
  ';': 5 / 18,
  thickspace: 5 / 18,
  ' ': 1 / 3,
  enspace: 0.5,
  quad: 1,
  qquad: 2,
  '!': -1 / 6,
  negthinspace: -1 / 6,
}

export const mathFunctions: Record<string, { text: string; limits: boolean }> = Object.fromEntries([
  ...'log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh arg dim ker deg hom mod'
    .split(' ')
    .map((name) => [name, { text: name, limits: false }]),
  ...'max min sup inf lim det gcd Pr'.split(' ').map((name) => [name, { text: name, limits: true }]),
  ['limsup', { text: 'lim sup', limits: true }],
  ['liminf', { text: 'lim inf', limits: true }],
])

/** Combining marks. */
export const mathAccents: Record<string, string> = {
  hat: '\u0302',
  widehat: '\u0302',
  bar: '\u0304',
  tilde: '\u0303',
  widetilde: '\u0303',
  vec: '\u20d7',
  dot: '\u0307',
  ddot: '\u0308',
  check: '\u030c',
  breve: '\u0306',
  acute: '\u0301',
  grave: '\u0300',
}

function table(...rows: string[]): Record<string, string> {
  const words = rows.join(' ').split(' ')
  return Object.fromEntries(Array.from({ length: words.length / 2 }, (_, i) => [words[2 * i], words[2 * i + 1]]))
}
