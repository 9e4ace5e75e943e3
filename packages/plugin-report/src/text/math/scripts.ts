/** Raised and lowered letters that Unicode and the shipped font have. */
export const raised = table(
  '0⁰ 1¹ 2² 3³ 4⁴ 5⁵ 6⁶ 7⁷ 8⁸ 9⁹ +⁺ −⁻ =⁼ (⁽ )⁾ ′′ ** ∘° °° ††',
  'aᵃ bᵇ cᶜ dᵈ eᵉ fᶠ gᵍ hʰ iⁱ jʲ kᵏ lˡ mᵐ nⁿ oᵒ pᵖ rʳ sˢ tᵗ uᵘ vᵛ wʷ xˣ yʸ zᶻ',
  'Aᴬ Bᴮ Dᴰ Eᴱ Gᴳ Hᴴ Iᴵ Jᴶ Kᴷ Lᴸ Mᴹ Nᴺ Oᴼ Pᴾ Rᴿ Tᵀ Uᵁ Vⱽ Wᵂ βᵝ γᵞ δᵟ ⊤ᵀ',
)
export const lowered = table('0₀ 1₁ 2₂ 3₃ 4₄ 5₅ 6₆ 7₇ 8₈ 9₉ +₊ −₋ =₌ (₍ )₎', 'aₐ eₑ hₕ iᵢ jⱼ kₖ lₗ mₘ nₙ oₒ pₚ rᵣ sₛ tₜ uᵤ vᵥ xₓ βᵦ γᵧ ρᵨ χᵪ')

export function superscript(text: string): string | undefined {
  return mapped(text, raised)
}

export function subscript(text: string): string | undefined {
  return mapped(text, lowered)
}

/** All of it or nothing: half a script would be read as something else. */
function mapped(text: string, letters: Map<string, string>): string | undefined {
  const found = [...text].map((letter) => letters.get(letter))
  return found.every((letter) => letter !== undefined) ? found.join('') : undefined
}

function table(...rows: string[]): Map<string, string> {
  return new Map(rows.flatMap((row) => row.split(' ').map((pair) => [...pair] as [string, string])))
}
