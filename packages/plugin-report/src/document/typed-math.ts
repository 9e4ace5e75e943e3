/** Formulas that text cannot tell, for a note. */
import type { Span } from '../source/model.js'
import { typedMath } from '../text/math/index.js'

const mostShown = 60

export function typedMathPlaces(paragraphs: (Span[] | undefined)[]): string[] {
  const typed = new Set(paragraphs.flatMap((spans = []) => typedMath(spans)))
  return [...typed].map((tex) => {
    const shown = tex.length > mostShown ? `${tex.slice(0, mostShown)} …` : tex
    return `$${shown}$ is printed as it is typed: say it in other signs, or put it into :::paper`
  })
}
