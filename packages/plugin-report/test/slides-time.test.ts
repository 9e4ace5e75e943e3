/** The time table and the cuts: plain arithmetic, against tables made by hand. */
import { describe, expect, it } from 'vitest'
import { cutTo, type Slide, timeTable } from '../lib/slides/index.js'

type Made = Partial<Slide> & Pick<Slide, 'id' | 'role'>

function slides(...made: Made[]): Slide[] {
  const base = { part: 'talk', topic: '', claim: [], paragraphs: [], figures: [], notes: [], must: false, place: '', isDrafted: false, runs: [] } as const
  return made.map((slide) => ({ ...base, claim: [{ text: slide.id }], paragraphs: [], figures: [], runs: [], ...slide }) as Slide)
}

/** As many words. */
const said = (words: number) => [[{ text: Array.from({ length: words }, () => 'word').join(' ') }]]

describe('time table', () => {
  it('takes the author’s seconds, else the notes at the speaker’s pace, else a share of what is left, as worked out by hand', () => {
    const table = timeTable(
      slides(
        { id: 'title', role: 'title' },
        { id: 'problem', role: 'problem', seconds: 60 },
        { id: 'gap', role: 'gap', notes: said(100) },
        { id: 'method', role: 'method' },
        { id: 'result', role: 'results' },
        { id: 'result-2', role: 'results' },
        { id: 'ask', role: 'mentors', seconds: 30, notes: said(10) },
      ),
      10,
      120,
    )
    // 95 % of 600 s is 570 s. Known: 30 + 60 + 50 (100 words at 2 a second) + 30 = 170. Left: 400 s for weights 240, 120 and 120.
    expect(table.slides.map(({ seconds }) => seconds)).toEqual([30, 60, 50, 200, 100, 100, 30])
    expect(table.slides.map(({ startSeconds }) => startSeconds)).toEqual([0, 30, 90, 140, 340, 440, 540])
    expect(table.slides.map(({ budgetFrom }) => budgetFrom)).toEqual(['usual', 'author', 'notes', 'share', 'share', 'share', 'author'])
    expect(table.slides.map(({ spokenSeconds }) => spokenSeconds)).toEqual([0, 0, 50, 0, 0, 0, 5])
    expect(table).toMatchObject({ slotSeconds: 600, plannedSeconds: 570, totalSeconds: 570, wordsPerMinute: 120 })
    expect(table.notes).toEqual(['no notes yet: slides 2, 4, 5, 6', 'more than two and a half minutes are left for slide 4: say more, or add slides'])
  })

  it('says by how much the slides are over 95 % of the slot, and whose notes take longer than its budget', () => {
    const table = timeTable(
      slides(
        { id: 'title', role: 'title', notes: said(10) },
        { id: 'a', role: 'results', seconds: 280, notes: said(700) },
        { id: 'b', role: 'next', seconds: 30, notes: said(20) },
      ),
      5,
      120,
    )
    expect(table.totalSeconds).toBe(5 + 280 + 30)
    expect(table.notes).toEqual([
      'the slides take 5:15, 0:30 more than 95 % of the slot of 5:00: leave slides out, or say less',
      'the notes of slide 2 take 5:50, its budget is 4:40',
    ])
  })

  it('says where much of the slot is left', () => {
    const short = slides({ id: 'title', role: 'title' }, { id: 'a', role: 'results', seconds: 280, notes: said(100) })
    expect(timeTable(short, 20, 120).notes).toEqual(['the slides take 5:10 of 20:00: say more, or add slides'])
    expect(timeTable(short, 8, 120).notes).toEqual([])
  })

  it('counts neither the divider nor backup slides, and gives no slide less than 20 s', () => {
    const table = timeTable(
      slides(
        { id: 'a', role: 'results', seconds: 600 },
        { id: 'b', role: 'next' },
        { id: 'q', role: 'questions', part: 'divider' },
        { id: 'c', role: 'other', part: 'backup' },
      ),
      5,
      130,
    )
    expect(table.slides.map(({ id, seconds }) => [id, seconds])).toEqual([
      ['a', 600],
      ['b', 20],
    ])
  })
})

const talk = slides(
  { id: 'title', role: 'title' },
  { id: 'problem', role: 'problem', seconds: 60 },
  { id: 'gap', role: 'gap', seconds: 60 },
  { id: 'data', role: 'data', seconds: 60 },
  { id: 'method', role: 'method', seconds: 120 },
  { id: 'result-1', role: 'results', seconds: 90 },
  { id: 'result-2', role: 'results', seconds: 90, must: true },
  { id: 'limits', role: 'limits', seconds: 60 },
  { id: 'next', role: 'next', seconds: 60 },
  { id: 'ask', role: 'mentors', seconds: 45 },
  { id: 'questions', role: 'questions', part: 'divider' },
  { id: 'question-list', role: 'questions', part: 'backup' },
  { id: 'backup', role: 'other', part: 'backup' },
)
const idsOf = (deck: Slide[], part: Slide['part']) => deck.filter((slide) => slide.part === part).map(({ id }) => id)

describe('cut', () => {
  it('keeps must slides and the story, then what fits, in the order of the deck', () => {
    // 5 minutes: 285 s. Title 20, problem 60, must result 90, ask 45 = 215; method (120) and result-1 (90) are too long, gap (60) fits.
    const { slides: kept, cut } = cutTo(5, talk, 130)
    expect(idsOf(kept, 'talk')).toEqual(['title', 'problem', 'gap', 'result-2', 'ask'])
    expect(cut.map(({ id }) => id)).toEqual(['data', 'method', 'result-1', 'limits', 'next'])
  })

  it.each([3, 5, 8, 12, 20])('of %i minutes is a part of the talk in its order, holds every must, and is the same twice', (minutes) => {
    const { slides: kept, cut } = cutTo(minutes, talk, 130)
    const [whole, part] = [idsOf(talk, 'talk'), idsOf(kept, 'talk')]
    expect(part).toEqual(whole.filter((id) => part.includes(id)))
    expect(part).toEqual(expect.arrayContaining(['title', 'problem', 'result-2', 'ask']))
    expect([...part, ...cut.map(({ id }) => id)].sort()).toEqual([...whole].sort())
    expect(cutTo(minutes, talk, 130)).toEqual({ slides: kept, cut })
  })

  it('puts what it leaves out behind the list of questions', () => {
    expect(idsOf(cutTo(5, talk, 130).slides, 'backup')).toEqual(['question-list', 'data', 'method', 'result-1', 'limits', 'next', 'backup'])
  })

  it('squeezes budgets of a longer talk into its slot, none under 20 s or what its notes take', () => {
    const must = slides(
      { id: 'title', role: 'title', seconds: 30, must: true },
      { id: 'a', role: 'results', seconds: 120, must: true, notes: said(130) },
      { id: 'b', role: 'results', seconds: 120, must: true },
      { id: 'c', role: 'mentors', seconds: 110, must: true },
    )
    const table = timeTable(cutTo(4, must, 130).slides, 4, 130, true)
    // 228 s. Least: 20, 60, 20, 20 = 120; above it 10, 60, 100, 90 = 260; 108/260 of each is kept.
    expect(table.slides.map(({ seconds }) => seconds)).toEqual([24, 84, 61, 57])
    expect(table.slides.every(({ budgetFrom }) => budgetFrom === 'squeezed')).toBe(true)
    expect(table.totalSeconds).toBeLessThanOrEqual(228)
  })
})
