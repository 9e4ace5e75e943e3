/** Questions that the runs invite, each with the slide that answers it. */
import { figureKinds } from '../figures/index.js'
import { textOf } from '../source/block-text.js'
import type { ReportSource } from '../source/model.js'
import { threatsOf } from './backup/threats.js'
import type { Slide } from './model.js'
import { plainSpans } from './words.js'

const mostQuestions = 9

/** The hidden divider and, where there is something to answer with, the list of questions. */
export function questionSlides(source: ReportSource, talk: Slide[], backup: Slide[]): Slide[] {
  const questions = questionsFor(source, talk, backup)
  const base = { figures: [], paragraphs: [], notes: [], must: false, isDrafted: true, runs: [], role: 'questions' as const, topic: '' }
  const divider: Slide = { ...base, id: 'questions', part: 'divider', claim: plainSpans('Questions'), place: 'the divider' }
  if (questions.length === 0) return [divider]
  const list: Slide = {
    ...base,
    id: 'question-list',
    part: 'backup',
    claim: plainSpans('Likely questions, and where their answers are'),
    place: 'the list of questions',
    questions,
  }
  return [divider, list]
}

function questionsFor({ runs }: ReportSource, talk: Slide[], backup: Slide[]): { question: string; answer: string }[] {
  const answer = (...ids: string[]) => ids.map((id) => backup.find((slide) => slide.id === id)?.id).find(Boolean)
  /** What the talk shows already is not shown again behind it. */
  const showing = (kind: string) => [...backup, ...talk].find(({ figures }) => figures.some((figure) => figure.kind === figureKinds[kind]))?.id
  const threats = threatsOf(runs)
  const lettersWith = (kind: (typeof threats)[number]['kind']) => threats.filter((threat) => threat.kind === kind).flatMap(({ letters }) => letters)
  const scores = (letters: string[]) =>
    backup.find((slide) => slide.topic === 'Backup: all scores' && slide.runs.some((letter) => letters.includes(letter)))?.id
  const threatened = (kind: (typeof threats)[number]['kind']) => (lettersWith(kind).length ? answer('backup-threats') : undefined)
  const asked: [string, string | undefined][] = [
    ['Is the accuracy better than always guessing the common class?', scores(lettersWith('imbalance')) ?? threatened('imbalance')],
    ['How does it compare with something much simpler?', answer('backup-lost')],
    ['How much does it vary from seed to seed?', threatened('seeds')],
    ['Which baseline was it compared with?', threatened('baseline')],
    ['Which mistakes does it make, in counts?', showing('confusion')],
    ['Had the training converged? Does it overfit?', showing('curves')],
    ['With which parameters was it trained?', backup.find(({ id }) => id.startsWith('backup-parameters'))?.id],
    ['Where do the data come from, and may they be shared?', answer('backup-data')],
    ['What could be wrong with these results?', answer('backup-threats')],
  ]
  const tables = backup
    .filter(({ topic }) => topic === 'Backup: all scores')
    .map(({ id, claim }): [string, string] => [`All numbers of “${textOf(claim)}”?`, id])
  const answered = [...asked, ...tables].flatMap(([question, id]) => (id ? [{ question, answer: id }] : []))
  return answered.slice(0, mostQuestions)
}
