/** The answers of a mentor as a list of what to do, and whether they are about the talk as it is now. */
import { escapeMarkdown } from './markdown.js'
import type { MentorAnswers, MentorPack } from './model.js'

export interface ReadBack {
  answers: MentorAnswers
  /** Numbers of questions without an answer. */
  unanswered: number[]
  /** Items of the check list that were left open. */
  open: string[]
  /** False where the talk changed since the form was sent; null where there is no pack to compare with. */
  isCurrent: boolean | null
  /** todo.md. */
  todo: string
}

/** `current` is the pack that lies in the folder now; undefined where there is none. */
export function readBack(answers: MentorAnswers, current: Pick<MentorPack, 'id' | 'slides'> | undefined): ReadBack {
  const isCurrent = current ? current.id === answers.pack : null
  const unanswered = answers.answers.filter(({ answer }) => answer === '').map(({ number }) => number)
  const open = answers.checklist.filter(({ ticked }) => !ticked).map(({ text }) => text)
  const now = new Map(current?.slides.map(({ number, claim }) => [claim, number]))
  const moved = ({ slide, claim }: MentorAnswers['remarks'][number]) => {
    const at = now.get(claim)
    if (isCurrent !== false || at === slide) return ''
    return at === undefined ? ' (no slide says that now)' : ` (now slide ${at})`
  }
  const lines = [
    `# What ${answers.mentor ? escapeMarkdown(answers.mentor) : 'the mentor'} said`,
    ...(isCurrent === false ? ['The talk changed since the form was made.'] : []),
    ...answers.answers
      .filter(({ answer }) => answer !== '')
      .map(({ number, question, answer }) => `- [ ] Q${number}. ${escapeMarkdown(question)}\n\n${indented(answer)}`),
    ...answers.remarks.map((remark) => `- [ ] Slide ${remark.slide}${moved(remark)}, ${escapeMarkdown(remark.claim)}: ${escapeMarkdown(remark.remark)}`),
    ...open.map((text) => `- [ ] Not ticked: ${text}`),
  ]
  return { answers, unanswered, open, isCurrent, todo: `${lines.join('\n\n')}\n` }
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line ? `  ${line}` : ''))
    .join('\n')
}
