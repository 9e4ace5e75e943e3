/** The slides that are not claim and content: title, divider, one sentence alone. */
import type { Box, LayoutModel } from '../../layout/index.js'
import { textBox } from '../../layout/paragraphs.js'
import { textOf } from '../../source/block-text.js'
import type { Span } from '../../source/model.js'
import type { Slide, SlidesDocument } from '../model.js'
import { plainSpans } from '../words.js'
import { type Framed, marginMm, pageModel, type Tools } from './frame.js'
import { at, fitText } from './text.js'

const bandShare = 0.64
const titlePt = { most: 48, least: 28, lines: 3 }
const bylinePt = { most: 22, least: 16 }
const findingPt = 24

/** Undefined where title, authors or finding do not fit at their smallest sizes. */
export function layoutTitle({ title, byline, finding, stamp, venue }: SlidesDocument, tools: Tools): LayoutModel | undefined {
  const { page, metrics, theme } = tools
  const { colours } = theme
  const [leftMm, widthMm, bandMm] = [marginMm + 4, page.widthMm - 2 * (marginMm + 4), page.heightMm * bandShare]
  const onBand = { background: colours.band, colour: colours.onBand }
  const words = (text: string) => ({ text, spans: plainSpans(text), bullet: false })
  const place = venue ? textBox([words(venue)], widthMm, { role: 'byline', sizePt: bylinePt.least, ...onBand }, metrics) : undefined
  const titleTopMm = 14 + (place ? place.heightMm + 6 : 0)
  const top = fitTop(titleTopMm, bandMm - 12)
  if (!top) return undefined
  const boxes: Box[] = [
    { kind: 'panel', xMm: 0, yMm: 0, widthMm: page.widthMm, heightMm: bandMm, colour: colours.band },
    { kind: 'panel', xMm: 0, yMm: bandMm, widthMm: page.widthMm, heightMm: 2.4, colour: colours.accent },
    ...(place ? [at(place, leftMm, 14)] : []),
    at(top.title, leftMm, titleTopMm),
    ...(byline.length ? [at(top.by, leftMm, bandMm - 12 - top.by.heightMm)] : []),
  ]
  const stampBox = stamp
    ? textBox([words(stamp)], widthMm, { role: 'stamp', sizePt: 18, weight: 'bold', colour: colours.stamp, background: colours.page }, metrics)
    : undefined
  const roomMm = page.heightMm - bandMm - 2.4 - 20 - (stampBox ? stampBox.heightMm + 4 : 0)
  if (finding.length) {
    const text = fitText([{ text: textOf(finding), spans: finding, bullet: false }], widthMm, roomMm, findingPt, tools)
    if (!text) return undefined
    boxes.push(at({ ...text, role: 'finding' }, leftMm, bandMm + 12))
  }
  if (stampBox) boxes.push(at(stampBox, leftMm, page.heightMm - 10 - stampBox.heightMm))
  return pageModel(boxes, title, bylinePt.least, tools)

  /** The largest title that stands above the authors. */
  function fitTop(topMm: number, bottomMm: number) {
    for (let sizePt = titlePt.most; sizePt >= titlePt.least; sizePt -= 2) {
      const titleBox = textBox([words(title)], widthMm, { role: 'title', sizePt, weight: 'bold', ...onBand }, metrics)
      if (titleBox.paragraphs.length > 0 && titleBox.paragraphs[0].lines.length > titlePt.lines) continue
      for (let byPt = bylinePt.most; byPt >= bylinePt.least; byPt -= 2) {
        const by = textBox(byline.map(words), widthMm, { role: 'byline', sizePt: byPt, ...onBand }, metrics)
        if (topMm + titleBox.heightMm + 8 + by.heightMm <= bottomMm) return { title: titleBox, by }
      }
    }
    return undefined
  }
}

export function layoutDivider({ claim }: Slide, { byline, title }: SlidesDocument, tools: Tools): LayoutModel {
  const { page, metrics, theme } = tools
  const { colours } = theme
  const widthMm = page.widthMm - 2 * (marginMm + 4)
  const onBand = { background: colours.band, colour: colours.onBand }
  const words = textBox([{ text: textOf(claim), spans: claim, bullet: false }], widthMm, { role: 'title', sizePt: 54, weight: 'bold', ...onBand }, metrics)
  const by = [title, ...byline].map((text) => ({ text, spans: plainSpans(text), bullet: false }))
  const below = textBox(by, widthMm, { role: 'byline', sizePt: 20, ...onBand }, metrics)
  const topMm = page.heightMm * 0.3
  return pageModel(
    [
      { kind: 'panel', xMm: 0, yMm: 0, widthMm: page.widthMm, heightMm: page.heightMm, colour: colours.band },
      at(words, marginMm + 4, topMm),
      { kind: 'panel', xMm: marginMm + 4, yMm: topMm + words.heightMm + 5, widthMm: 40, heightMm: 1.6, colour: colours.onBand },
      ...(topMm + words.heightMm + 14 + below.heightMm < page.heightMm - 10 ? [at(below, marginMm + 4, topMm + words.heightMm + 14)] : []),
    ],
    textOf(claim),
    20,
    tools,
  )
}

/** A claim with nothing below it stands large in the middle. */
export function statement(claim: Span[], { content }: Framed, { metrics, theme }: Tools): Box[] {
  const { heading: colour, page: background } = theme.colours
  const sizePt = 40
  const box = textBox(
    [{ text: textOf(claim), spans: claim, bullet: false }],
    content.widthMm * 0.9,
    { role: 'title', sizePt, weight: 'bold', colour, background },
    metrics,
  )
  return [at(box, content.xMm, content.yMm + Math.max(0, (content.heightMm - box.heightMm) / 2 - 8))]
}
