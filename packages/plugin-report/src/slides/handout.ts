/**
 * The notes on paper (A4): each slide of the talk as a picture with what is said beside its time; the backup slides small,
 * two in a row.
 */
import { inlinePictures } from '../backends/index.js'
import { type Box, type ImageBox, type LaidDocument, type LayoutModel, linePitch, ptToMm, type Rect, type TextBox } from '../layout/index.js'
import { type TextStyle, textBox } from '../layout/paragraphs.js'
import { textOf } from '../source/block-text.js'
import type { Span } from '../source/model.js'
import type { FontMetrics } from '../text/index.js'
import type { Theme } from '../themes/theme.js'
import type { LaidSlide } from './layout/index.js'
import { clock, type TimedSlide, type TimeTable } from './time-table.js'
import { plainSpans } from './words.js'

const page = { widthMm: 210, heightMm: 297 }
const marginMm = 17
const widthMm = page.widthMm - 2 * marginMm
const pictureMm = 104
const gapMm = 7
const notesPt = 11

interface Item {
  heightMm: number
  place(yMm: number): Box[]
}

export function handoutPages(
  slides: LaidSlide[],
  svgs: string[],
  table: TimeTable,
  document: LaidDocument,
  tools: { metrics: FontMetrics; theme: Theme },
): LaidDocument {
  const sheet = paper(tools)
  const items: Item[] = [sheet.heading(document, table)]
  const talk = slides.flatMap((laid, i) => (laid.slide.part === 'talk' ? [{ ...laid, i }] : []))
  const rest = slides.flatMap((laid, i) => (laid.slide.part === 'backup' ? [{ ...laid, i }] : []))
  for (const { slide, page: own, i } of talk) items.push(...sheet.spoken(pictureOf(own, svgs[i], i), slide.notes, table.slides[i]))
  for (let at = 0; at < rest.length; at += 2)
    items.push(sheet.row(rest.slice(at, at + 2).map(({ page: own, i }) => ({ picture: pictureOf(own, svgs[i], i), number: i + 1 }))))
  return { title: `${document.title}: notes`, authors: document.authors, pages: paginate(items, document.title, tools.metrics, tools.theme) }
}

function pictureOf({ title, widthMm: w, heightMm: h }: LayoutModel, svg: string, index: number): ImageBox {
  const alt = `Slide ${index + 1}: ${title}`
  return { kind: 'image', name: `slide-${index + 1}`, svg: inlinePictures(svg), alt, xMm: 0, yMm: 0, widthMm: pictureMm, heightMm: (pictureMm * h) / w }
}

function paper({ metrics, theme }: { metrics: FontMetrics; theme: Theme }) {
  const ink = { colour: '#1A2530', background: '#FFFFFF' }
  const text = (paragraphs: Span[][], wide: number, style: Omit<TextStyle, 'colour' | 'background'>) =>
    textBox(
      paragraphs.map((spans) => ({ text: textOf(spans), spans, bullet: false })),
      wide,
      { ...ink, ...style },
      metrics,
    )
  const frame = ({ xMm, yMm, widthMm: wide, heightMm }: Rect): Box[] => [
    { kind: 'panel', xMm: xMm - 0.3, yMm: yMm - 0.3, widthMm: wide + 0.6, heightMm: heightMm + 0.6, colour: '#9AA7B2' },
    { kind: 'panel', xMm, yMm, widthMm: wide, heightMm, colour: theme.colours.page },
  ]
  return {
    heading({ title, authors }: LaidDocument, { slotSeconds, totalSeconds, slides }: TimeTable): Item {
      const main = text([plainSpans(title)], widthMm, { role: 'title', sizePt: 18, weight: 'bold' })
      const about = `${authors.length ? `${authors.join(', ')}. ` : ''}${slides.length} slides, ${clock(totalSeconds)} of ${clock(slotSeconds)}.`
      const sub = text([plainSpans(about)], widthMm, { role: 'byline', sizePt: notesPt })
      return { heightMm: main.heightMm + 2 + sub.heightMm, place: (y) => [at(main, marginMm, y), at(sub, marginMm, y + main.heightMm + 2)] }
    },
    /** The picture with its time and its notes beside it; notes that are too long for that stand below, and may go on. */
    spoken(picture: ImageBox, notes: Span[][], timed: TimedSlide): Item[] {
      const besideMm = widthMm - pictureMm - 6
      const x = marginMm + pictureMm + 6
      const name = text([plainSpans(`${timed.number}. ${timed.claim}`)], besideMm, { role: 'heading', sizePt: notesPt, weight: 'bold' })
      const when = `From ${clock(timed.startSeconds)}, for ${clock(timed.seconds)}${timed.must ? ', in every cut' : ''}.`
      const time = text([plainSpans(when)], besideMm, { role: 'caption', sizePt: notesPt - 1 })
      const headMm = name.heightMm + 1.5 + time.heightMm
      const beside = notes.length ? text(notes, besideMm, { role: 'body', sizePt: notesPt }) : undefined
      const fits = beside !== undefined && headMm + 3 + beside.heightMm <= picture.heightMm
      const first: Item = {
        heightMm: Math.max(picture.heightMm, headMm),
        place: (y) => [
          at(name, x, y),
          at(time, x, y + name.heightMm + 1.5),
          ...(fits ? [at(beside, x, y + headMm + 3)] : []),
          ...frame(at(picture, marginMm, y)),
          at(picture, marginMm, y),
        ],
      }
      const below = fits ? [] : notes.map((spans) => text([spans], widthMm, { role: 'body', sizePt: notesPt }))
      return [first, ...below.map((box): Item => ({ heightMm: box.heightMm, place: (y) => [at(box, marginMm, y)] }))]
    },
    row(pictures: { picture: ImageBox; number: number }[]): Item {
      const eachMm = (widthMm - 6) / 2
      const scaled = pictures.map(({ picture, number }) => ({
        number,
        picture: { ...picture, heightMm: (picture.heightMm * eachMm) / picture.widthMm, widthMm: eachMm },
      }))
      const labelMm = 9 * linePitch * ptToMm
      return {
        heightMm: Math.max(...scaled.map(({ picture }) => picture.heightMm)) + labelMm + 1,
        place: (y) =>
          scaled.flatMap(({ picture, number }, i) => {
            const x = marginMm + i * (eachMm + 6)
            const label = text([plainSpans(`Slide ${number}, backup`)], eachMm, { role: 'caption', sizePt: 9 })
            return [...frame(at(picture, x, y)), at(picture, x, y), at(label, x, y + picture.heightMm + 1)]
          }),
      }
    },
  }
}

/** Items below each other; a picture never stands at the foot of a page without the first of its notes. */
function paginate(items: Item[], title: string, metrics: FontMetrics, { colours }: Theme): LayoutModel[] {
  const bottomMm = page.heightMm - marginMm
  const pages: Box[][] = [[]]
  let yMm = marginMm
  items.forEach((item, i) => {
    const isPicture = item.place(0).some(({ kind }) => kind === 'image')
    const withNext = isPicture && items[i + 1] && !items[i + 1].place(0).some(({ kind }) => kind === 'image') ? 2 + Math.min(items[i + 1].heightMm, 20) : 0
    const gap = pages[pages.length - 1].length === 0 ? 0 : isPicture ? gapMm : 2
    if (yMm + gap + item.heightMm + withNext > bottomMm && pages[pages.length - 1].length > 0) {
      pages.push([])
      yMm = marginMm
    } else yMm += gap
    pages[pages.length - 1].push(...item.place(yMm))
    yMm += item.heightMm
  })
  return pages.map((boxes, i): LayoutModel => {
    const spans = plainSpans(`${i + 1}/${pages.length}`)
    const style = { role: 'footer', sizePt: 9, colour: '#3A4855', background: colours.page } as const
    const number: TextBox = textBox([{ text: textOf(spans), spans, bullet: false }], 30, style, metrics)
    return { ...page, title, bodyPt: notesPt, boxes: [...boxes, at(number, marginMm, page.heightMm - 11)] }
  })
}

function at<B extends Rect>(box: B, xMm: number, yMm: number): B {
  return { ...box, xMm, yMm }
}
