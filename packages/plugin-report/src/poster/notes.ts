/** What a build says of a poster without stopping: nobody's name, too many words, letters that the font lacks. */
import { type Check, note } from '../check/index.js'
import { type PosterDocument, printedText } from '../document/poster-document.js'
import { typedMathPlaces } from '../document/typed-math.js'
import type { ReportSource } from '../source/model.js'
import { type FontMetrics, missingCharacters } from '../text/index.js'

const mostWords = 500
const mostCharacters = 12

export function posterNotes({ settings }: ReportSource, document: PosterDocument, words: number, metrics: FontMetrics): Check[] {
  const missing = missingCharacters(printedText(document).join(''), metrics)
  const shown = missing.slice(0, mostCharacters).join(' ')
  return [
    note('authors', settings.authors.some(Boolean) ? [] : ['no authors yet: add them to report.yaml']),
    note('characters', missing.length ? [`the poster's font has no ${shown}${missing.length > mostCharacters ? ' …' : ''}: PDF and PNG show □`] : []),
    note('words', words > mostWords ? [`${words} words; visitors read 300 to ${mostWords}`] : []),
    note('mathematics', typedMathPlaces([document.finding, ...document.sections.flatMap(({ paragraphs }) => paragraphs.map(({ spans }) => spans))])),
  ]
}
