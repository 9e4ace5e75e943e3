/** What a mentor would say about the slides; nothing that stops the build. */
import { type Check, note } from '../check/index.js'
import type { ReportSource } from '../source/model.js'
import { floorPt, type LaidSlide } from './layout/index.js'
import { mostWordsShown } from './talk.js'
import type { TimeTable } from './time-table.js'
import { wordsIn } from './words.js'

/** `mostSlides` is what the venue takes. */
export function remarks(source: ReportSource, laid: LaidSlide[], table: TimeTable, mostSlides: number | undefined): Check[] {
  const talk = laid.filter(({ slide }) => slide.part === 'talk')
  const wordy = talk.flatMap(({ slide }, i) => {
    const words = wordsIn(slide.paragraphs.map(({ text, spans }) => spans ?? [{ text }]))
    return words > mostWordsShown && slide.role !== 'title'
      ? [`slide ${i + 1} shows ${words} words below its claim: ${mostWordsShown} are read while you speak`]
      : []
  })
  const crowded = talk.flatMap(({ slide }, i) =>
    slide.figures.length > 1 ? [`slide ${i + 1} shows ${slide.figures.length} figures: one a slide is seen from the back`] : [],
  )
  const many = mostSlides !== undefined && talk.length > mostSlides ? [`${talk.length} slides; the venue takes ${mostSlides}`] : []
  const small = talk.flatMap(({ page }, i) =>
    page.boxes.flatMap((box) =>
      box.kind === 'picture' && box.fontPt < floorPt
        ? [`slide ${i + 1}: the text of figure ${box.figure.name} is ${box.fontPt} pt; ${floorPt} are read from the back`]
        : [],
    ),
  )
  const nobody = source.settings.authors.some(Boolean) ? [] : ['no authors yet: write them into report.yaml']
  return [
    note('authors', nobody),
    note('time', table.notes),
    note('slide-figure-text', small),
    note('slide-words', wordy),
    note('slide-figures', crowded),
    note('slide-count', many),
  ]
}
