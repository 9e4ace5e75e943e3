/** The sheet that lies on top of the pack (A4): the finding, the numbered questions, the check list with what was found. */
import { type Box, type LaidDocument, type LayoutModel, type TextStyle, textBox } from '../layout/index.js'
import type { FontMetrics } from '../text/index.js'
import type { MentorPack } from './model.js'

const page = { widthMm: 210, heightMm: 297 }
const marginMm = 20
const widthMm = page.widthMm - 2 * marginMm
const bodyPt = 11.5
const ink = { colour: '#1A2530', background: '#FFFFFF' }
const boxes = { yes: '☑', no: '☐', you: '☐' }

export function mentorSheet({ title, authors, finding, questions, checklist }: MentorPack, metrics: FontMetrics): LaidDocument {
  const say = (text: string, style: Partial<TextStyle> & Pick<TextStyle, 'role' | 'sizePt'>) =>
    textBox([{ text, bullet: false }], widthMm, { ...ink, ...style }, metrics)
  const heading = (text: string) => say(text, { role: 'heading', sizePt: 15, weight: 'bold' })
  const body = (text: string) => say(text, { role: 'body', sizePt: bodyPt })
  const mark = (state: keyof typeof boxes) => (metrics.has(boxes.yes) ? boxes[state] : state === 'yes' ? '[x]' : '[  ]')
  const items = [
    { box: say(title, { role: 'title', sizePt: 20, weight: 'bold' }), gapMm: 0 },
    ...(authors.length ? [{ box: say(authors.join(', '), { role: 'byline' as const, sizePt: bodyPt }), gapMm: 2 }] : []),
    ...(finding ? [{ box: say(finding, { role: 'finding', sizePt: 13 }), gapMm: 5 }] : []),
    { box: heading('Questions'), gapMm: 9 },
    ...questions.map((question, i) => ({ box: body(`${i + 1}.  ${question}`), gapMm: 3.5 })),
    { box: heading('Check list'), gapMm: 9 },
    { box: body('Crossed: phd found it so. Open: not yet, with what was found; or for you to judge.'), gapMm: 3 },
    ...checklist.map(({ text, state, found }) => ({ box: body(`${mark(state)}  ${text}${found ? `: ${found}` : ''}`), gapMm: 2.2 })),
    { box: body('Please answer in answers.md: behind each question, behind the number of a slide, and by a cross in the check list.'), gapMm: 9 },
  ]
  const pages: Box[][] = [[]]
  let yMm = marginMm
  for (const { box, gapMm } of items) {
    const first = pages[pages.length - 1].length === 0
    if (!first && yMm + gapMm + box.heightMm > page.heightMm - marginMm) {
      pages.push([])
      yMm = marginMm
    } else if (!first) yMm += gapMm
    pages[pages.length - 1].push({ ...box, xMm: marginMm, yMm })
    yMm += box.heightMm
  }
  return { title: `${title}: questions to a mentor`, authors, pages: pages.map((own): LayoutModel => ({ ...page, title, bodyPt, boxes: own })) }
}
