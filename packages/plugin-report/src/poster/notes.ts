/** What a build says of a poster without stopping: nobody's name, too many words, letters that the font lacks. */
import { type Check, note } from '../check/index.js'
import { type PosterDocument, printedText } from '../document/poster-document.js'
import { typedMathPlaces } from '../document/typed-math.js'
import type { LayoutModel } from '../layout/index.js'
import { textOf } from '../source/block-text.js'
import type { ReportSource } from '../source/model.js'
import { type FontMetrics, missingCharacters } from '../text/index.js'

const mostWords = 500
const mostCharacters = 12

export function posterNotes({ settings }: ReportSource, document: PosterDocument, layout: LayoutModel, words: number, metrics: FontMetrics): Check[] {
  const missing = missingCharacters(printedText(document).join(''), metrics)
  const shown = missing.slice(0, mostCharacters).join(' ')
  return [
    note('authors', settings.authors.some(Boolean) ? [] : ['no authors yet: add them to report.yaml']),
    note('characters', missing.length ? [`the poster's font has no ${shown}${missing.length > mostCharacters ? ' …' : ''}: PDF and PNG show □`] : []),
    note('room', leftOff(document, layout)),
    note('words', words > mostWords ? [`${words} words; visitors read 300 to ${mostWords}`] : []),
    note('mathematics', typedMathPlaces([document.finding, ...document.sections.flatMap(({ paragraphs }) => paragraphs.map(({ spans }) => spans))])),
  ]
}

/** What a style has no room for. */
function leftOff({ numbers, links }: PosterDocument, { boxes }: LayoutModel): string[] {
  const shownNumbers = boxes.filter((box) => box.kind === 'text' && box.role === 'number').length
  const shownLinks = links.filter(({ url }) => boxes.some((box) => box.kind === 'image' && box.href === url)).length
  const told = (all: string[], room: number, what: string) =>
    room < all.length ? [`${all.length} ${what}${all.length > 1 ? 's' : ''}, room for ${room}: ${all.slice(room).join('; ')} left off`] : []
  return [
    ...told(
      numbers.map(({ value, label }) => `${textOf(value)} ${textOf(label)}`.trim()),
      shownNumbers,
      'key number',
    ),
    ...told(
      links.map(({ label }) => label),
      shownLinks,
      'link',
    ),
  ]
}
