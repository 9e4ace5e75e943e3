/**
 * A shorter talk from the same slides.
 *
 * First what the author marked `must`, then what makes a story (title, problem, one result, what is asked for), then
 * further slides, roles taking turns in the order of what a short talk needs, while they fit. The order of the deck stays;
 * what is cut goes behind the questions, where it can still be shown.
 * Where must and story alone are too long, the time table squeezes their budgets.
 */
import type { Slide, SlideRole } from './model.js'
import { plannedShare } from './time-table.js'
import { wordsIn } from './words.js'

const turns: SlideRole[] = ['results', 'method', 'gap', 'data', 'limits', 'problem', 'next', 'mentors', 'ethics', 'other']
/** A slide for which nobody wrote a time. */
const usualSeconds = 60
const titleSeconds = 20

export interface Cut {
  slides: Slide[]
  cut: Slide[]
}

export function cutTo(minutes: number, slides: Slide[], wordsPerMinute: number): Cut {
  const talk = slides.filter(({ part }) => part === 'talk')
  const roomSeconds = minutes * 60 * plannedShare
  const cost = (slide: Slide) => secondsOf(slide, wordsPerMinute)
  const story = storyOf(talk)
  const kept = new Set([...talk.filter(({ must }) => must), ...story])
  const total = () => [...kept].reduce((sum, slide) => sum + cost(slide), 0)
  for (const slide of inTurns(talk.filter((slide) => !kept.has(slide)))) if (total() + cost(slide) <= roomSeconds) kept.add(slide)
  const cut = talk.filter((slide) => !kept.has(slide))
  const behind = cut.map((slide): Slide => ({ ...slide, part: 'backup' }))
  const after = slides.filter(({ part }) => part !== 'talk')
  const list = after.findIndex(({ role, part }) => part === 'backup' && role === 'questions') + 1
  const at = list > 0 ? list : after.length
  return {
    slides: [...talk.filter((slide) => kept.has(slide)), ...after.slice(0, at), ...behind, ...after.slice(at)],
    cut,
  }
}

function secondsOf({ seconds, notes, role }: Slide, wordsPerMinute: number): number {
  const spoken = (wordsIn(notes) / wordsPerMinute) * 60
  return seconds ?? (spoken || (role === 'title' ? titleSeconds : usualSeconds))
}

/** Title, problem, one result, and what the speaker wants. Where a `must` slide plays the part, no other does. */
function storyOf(talk: Slide[]): Slide[] {
  const one = (...roles: SlideRole[]) => {
    for (const role of roles) {
      const all = talk.filter((slide) => slide.role === role)
      const found = all.find(({ must }) => must) ?? all[0]
      if (found) return [found]
    }
    return []
  }
  return [...one('title'), ...one('problem', 'gap'), ...one('results'), ...one('mentors', 'next')]
}

/** One slide of each role, then the second of each, and so on. */
function inTurns(slides: Slide[]): Slide[] {
  const byRole = turns.map((role) => slides.filter((slide) => slide.role === role))
  const most = Math.max(0, ...byRole.map(({ length }) => length))
  return Array.from({ length: most }, (_, i) => byRole.flatMap((own) => own.slice(i, i + 1))).flat()
}
