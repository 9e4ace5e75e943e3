/** The form of a mentor: what is written into it is read back, whatever mail made of it. */
import { describe, expect, it } from 'vitest'
import { checklistOf, formOf, type MentorPack, questionsFor, readBack, readForm } from '../lib/mentor/index.js'

const pack: MentorPack = {
  title: 'Where the *water* goes',
  authors: ['Ada Lovelace'],
  finding: 'Rain is enough.',
  questions: ['Is [slide 3] clear? (x_1)', 'What is missing?'],
  slides: [
    { number: 1, claim: 'Where the *water* goes', hidden: false },
    { number: 2, claim: 'IoU is 0.61 (n = 3)', hidden: false },
    { number: 3, claim: 'Backup', hidden: true },
  ],
  checklist: [
    { id: 'time', text: 'The talk fits its time', state: 'yes', found: '' },
    { id: 'units', text: 'Every axis has its unit', state: 'no', found: 'caption of A-iou' },
  ],
  id: '0123456789abcdef',
}

const filled = () =>
  formOf(pack)
    .replace('Your name:', 'Your name: Mary Somerville')
    .replace('Answer:\n', 'Answer: Yes.\n\nBut say *why*.\n')
    .replace('(IoU is 0.61 \\(n = 3\\)):', '(IoU is 0.61 \\(n = 3\\)): Say what IoU is.\n  In words.')
    .replace('- [ ] The talk', '- [x] The talk')

const read = {
  pack: pack.id,
  mentor: 'Mary Somerville',
  answers: [
    { number: 1, question: 'Is [slide 3] clear? (x_1)', answer: 'Yes.\n\nBut say *why*.' },
    { number: 2, question: 'What is missing?', answer: '' },
  ],
  remarks: [{ slide: 2, claim: 'IoU is 0.61 (n = 3)', remark: 'Say what IoU is. In words.' }],
  checklist: [
    { id: 'time', text: 'The talk fits its time', ticked: true },
    { id: 'units', text: 'Every axis has its unit', ticked: false },
  ],
}

describe('the form', () => {
  it('is read back as it was written', () => {
    expect(readForm(filled(), 'answers.md')).toEqual(read)
    expect(readForm(formOf(pack), 'answers.md')).toMatchObject({ mentor: '', remarks: [], answers: [{ answer: '' }, { answer: '' }] })
  })

  it.each([
    ['line ends of Windows', (text: string) => `\uFEFF${text.replace(/\n/g, '\r\n')}`],
    ['quote marks of a reply', (text: string) => text.replace(/^/gm, '> ')],
    ['other bullets and crosses', (text: string) => text.replace(/^- /gm, '• ').replace('[x]', '[X ]')],
    ['spaces that do not break', (text: string) => text.replace(/Answer: /, 'Answer:\u00a0')],
  ])('survives %s', (_, mail) => {
    expect(readForm(mail(filled()), 'answers.md')).toEqual(read)
  })

  it.each([
    ['an empty file', '', 'an empty file'],
    ['another text', '# Hello\n', 'without that line'],
    ['two answers to one question', `${formOf(pack)}\n## Q1. again\n\nAnswer: no`, 'two answers to question 1'],
  ])('refuses %s', (_, text, message) => {
    expect(() => readForm(text, 'answers.md')).toThrow(expect.objectContaining({ code: 'REPORT_MENTOR_FORM' }))
    try {
      readForm(text, 'answers.md')
    } catch (error) {
      expect(`${(error as Error).message} ${(error as { received?: string }).received}`).toContain(message)
    }
  })

  it('becomes a list of what to do, which says where the talk changed since', () => {
    expect(readBack(readForm(filled(), ''), pack)).toMatchObject({ unanswered: [2], open: ['Every axis has its unit'], isCurrent: true })
    const later = { id: 'fedcba9876543210', slides: [{ number: 5, claim: 'IoU is 0.61 (n = 3)', hidden: false }] }
    const { todo, isCurrent } = readBack(readForm(filled(), ''), later)
    expect(isCurrent).toBe(false)
    expect(todo).toContain('- [ ] Slide 2 (now slide 5), IoU is 0.61 \\(n = 3\\): Say what IoU is. In words.')
    const alone = readBack(readForm(filled(), ''), undefined)
    expect(alone.isCurrent).toBeNull()
    expect(alone.todo).toContain('- [ ] Slide 2, IoU is')
    expect(alone.todo).not.toMatch(/changed|no slide says/)
    expect(todo).toContain('- [ ] Q1. Is \\[slide 3\\] clear? \\(x\\_1\\)\n\n  Yes.\n\n  But say *why*.')
  })
})

describe('what is asked', () => {
  it('the questions of the author come first and are never left out; what is unanswered in the draft is no question', () => {
    const paragraph = (text: string) => ({ kind: 'paragraph' as const, spans: [{ text }] })
    const section = (...texts: string[]) => ({
      role: 'mentors',
      blocks: [...texts.map(paragraph), { kind: 'list', ordered: false, items: [[{ text: 'One more?' }]] }],
    })
    const source = (...texts: string[]) => ({ sections: [section(...texts)] }) as never
    expect(questionsFor(source('Mine?', 'TODO: ask')).slice(0, 2)).toEqual(['Mine?', 'One more?'])
    expect(questionsFor(source('Mine?'))).toHaveLength(5)
    expect(questionsFor(source('1?', '2?', '3?', '4?', '5?', '6?'))).toHaveLength(7)
  })

  it('the check list says what the rules found, and leaves the rest to people', () => {
    const items = checklistOf(
      [
        { rule: 'units', severity: 'note', ok: false, places: ['caption of A', 'caption of B'] },
        { rule: 'time', severity: 'note', ok: true, places: [] },
      ],
      { backupSlides: 0, stamp: 'Provisional: one seed' },
    )
    expect(items.find(({ id }) => id === 'sample')).toMatchObject({ state: 'no', found: 'Provisional: one seed' })
    expect(items.find(({ id }) => id === 'units')).toMatchObject({ state: 'no', found: 'caption of A, and 1 more' })
    expect(items.find(({ id }) => id === 'time')?.state).toBe('yes')
    expect(items.find(({ id }) => id === 'backup')?.state).toBe('no')
    expect(items.find(({ id }) => id === 'zone')?.state).toBe('you')
  })
})
