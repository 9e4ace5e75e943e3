/**
 * Slides to pages: every claim at one size where it fits, words that phd drafted shortened or continued where they do
 * not fit, words that the author wrote never touched.
 *
 * Errors: REPORT_SLIDE_OVERFLOW names each slide that is too full, and how many words have to go.
 */

import { tableFigure } from '../../document/content.js'
import { isTableKind } from '../../figures/index.js'
import type { Box, LayoutModel, Rect } from '../../layout/index.js'
import { textOf } from '../../source/block-text.js'
import type { LoadedRun } from '../../source/runs.js'
import type { Slide, SlidesDocument } from '../model.js'
import { placeContent } from './content.js'
import { claimBox, claimPt, fitClaim, frameOf, pageModel, type Tools } from './frame.js'
import { claimOverflow, contentOverflow, requireNoOverflow, type SlideOverflow } from './overflow.js'
import { footerOf } from './runs.js'
import { layoutDivider, layoutTitle, statement } from './special.js'
import { tablePages } from './table.js'
import { bodyPt } from './text.js'

export interface LaidSlide {
  slide: Slide
  page: LayoutModel
}

interface Deck extends Tools {
  document: SlidesDocument
  runs: LoadedRun[]
  talkSlides: number
  usualPt: number
}

/** One entry a page: a slide that goes on has several. */
export function layoutDeck(document: SlidesDocument, runs: LoadedRun[], tools: Tools): LaidSlide[] {
  const deck: Deck = {
    ...tools,
    document,
    runs,
    talkSlides: document.slides.filter(({ part }) => part === 'talk').length,
    usualPt: usualClaimPt(document, tools),
  }
  const overflows: SlideOverflow[] = []
  const laid: LaidSlide[] = []
  for (const slide of document.slides) {
    const pages = layoutSlide(slide, laid.length + 1, deck)
    if (Array.isArray(pages)) laid.push(...pages.map((page) => ({ slide, page })))
    else overflows.push(pages)
  }
  requireNoOverflow(overflows)
  return laid.map(({ slide, page }, i) => {
    const own = slide.questions ? questionPage(slide, i + 1, laid, deck) : page
    return { slide, page: slide.part === 'talk' ? own : { ...own, hidden: true } }
  })
}

/** The largest size at which every claim of the talk fits, not under the usual one. */
function usualClaimPt({ slides }: SlidesDocument, tools: Tools): number {
  const claims = slides.filter(({ part, role }) => part === 'talk' && role !== 'title').map(({ claim }) => claim)
  for (let sizePt = claimPt.most; sizePt > claimPt.usual; sizePt--) if (claims.every((claim) => claimBox(claim, sizePt, tools))) return sizePt
  return claimPt.usual
}

function layoutSlide(slide: Slide, number: number, deck: Deck): LayoutModel[] | SlideOverflow {
  const { document } = deck
  if (slide.role === 'title') {
    const page = layoutTitle(document, deck)
    return page ? [page] : { number, place: slide.place, what: 'title, finding and authors do not fit together: shorten the title or the finding' }
  }
  if (slide.part === 'divider') return [layoutDivider(slide, document, deck)]
  const framed = frame(slide, number, deck)
  if (!framed) return claimOverflow(slide, number, deck)
  const { content: room } = framed
  if (slide.questions) return [framed.page([])]
  if (slide.paragraphs.length === 0 && slide.figures.length === 0) return [statementPage(slide, number, deck)]
  if (slide.part === 'backup' && slide.figures.length === 1 && isTableKind(slide.figures[0].kind) && slide.paragraphs.length === 0) {
    return tableSlides(slide, number, framed, deck)
  }
  const boxes = placeContent(slide, room, deck)
  if (boxes) return [framed.page(boxes)]
  return slide.isDrafted ? drafted(slide, number, room, deck) : contentOverflow(slide, number, room, deck)
}

/** The claim of the slides on which a table goes on is longer: all are laid out below it. */
function tableSlides(slide: Slide, number: number, framed: FramedSlide, deck: Deck): LayoutModel[] {
  const [figure] = slide.figures
  const pages = tablePages(figure, framed.content, deck)
  const next = continued(slide)
  const room = frame(next, number, deck)?.content
  if (pages.length === 1 || !room) return pages.map((boxes, i) => frame(slide, number + i, deck)?.page(boxes) ?? framed.page(boxes))
  return tablePages(figure, room, deck).map((boxes, i) => frame(i ? next : slide, number + i, deck)?.page(boxes) ?? framed.page(boxes))
}

/** Words of phd's own that do not fit: those of the talk end where the room ends (the notes have them all), others go on. */
function drafted(slide: Slide, number: number, room: Rect, deck: Deck): LayoutModel[] | SlideOverflow {
  const { paragraphs } = slide
  for (let count = paragraphs.length - 1; count >= 0; count--) {
    const part = { ...slide, paragraphs: paragraphs.slice(0, count) }
    if (count === 0 && slide.figures.length === 0) break
    const boxes = placeContent(part, room, deck)
    const first = boxes && frame(slide, number, deck)?.page(boxes)
    if (!first) continue
    if (slide.part === 'talk' || count === 0) return [first]
    const rest = layoutSlide({ ...continued(slide), paragraphs: paragraphs.slice(count), figures: [] }, number + 1, deck)
    return Array.isArray(rest) ? [first, ...rest] : rest
  }
  return contentOverflow(slide, number, room, deck)
}

function continued(slide: Slide): Slide {
  return / \(continued\)$/.test(textOf(slide.claim)) ? slide : { ...slide, claim: [...slide.claim, { text: ' (continued)' }] }
}

interface FramedSlide {
  content: Rect
  page(boxes: Box[]): LayoutModel
}

function frame(slide: Slide, number: number, deck: Deck): FramedSlide | undefined {
  const claim = fitClaim(slide.claim, deck.usualPt, deck)
  if (!claim) return undefined
  const framed = frameOf(frameWords(slide, number, deck), claim, deck)
  const title = textOf(slide.claim)
  return { content: framed.content, page: (boxes) => pageModel([...framed.boxes, ...boxes, ...framed.footer], title, bodyPt.least, deck) }
}

function statementPage(slide: Slide, number: number, deck: Deck): LayoutModel {
  const claim = fitClaim([{ text: ' ' }], claimPt.least, deck)
  if (!claim) throw new RangeError('an empty claim always fits')
  const framed = frameOf(frameWords(slide, number, deck), claim, deck)
  const around = framed.boxes.filter((box) => box.kind !== 'text' || box.role !== 'title')
  return pageModel([...around, ...statement(slide.claim, framed, deck), ...framed.footer], textOf(slide.claim), bodyPt.least, deck)
}

function frameWords(slide: Slide, number: number, { document, runs, talkSlides }: Deck) {
  return {
    topic: slide.topic,
    claim: slide.claim,
    stamp: slide.role === 'questions' ? '' : document.stamp,
    footer: footerOf(slide, runs),
    number: slide.part === 'talk' ? `${number}/${talkSlides}` : `${number}, backup`,
  }
}

/** Laid last, when it is known on which page each answer stands. As many questions as fit. */
function questionPage(slide: Slide, number: number, laid: LaidSlide[], deck: Deck): LayoutModel {
  const framed = frame(slide, number, deck)
  const all = (slide.questions ?? []).map(({ question, answer }) => [question, String(laid.findIndex((other) => other.slide.id === answer) + 1)])
  for (let count = all.length; framed && count > 0; count--) {
    const columns = [
      { label: 'Question', align: 'left' as const },
      { label: 'Slide', align: 'right' as const },
    ]
    const content = { columns, rows: all.slice(0, count).map((cells) => ({ cells, strong: false })) }
    const figure = tableFigure('question-list', content, '', 'Table of likely questions and the slides that answer them.')
    const boxes = placeContent({ paragraphs: [], figures: [figure] }, framed.content, deck)
    if (boxes) return framed.page(boxes)
  }
  return pageModel([], textOf(slide.claim), bodyPt.least, deck)
}
