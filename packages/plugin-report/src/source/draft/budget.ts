/** Seconds of each slide, so that a talk fills its slot: by the parts of a talk at a doctoral consortium, 20 minutes long. */
import type { DraftSection, Part } from './draft.js'

const titleSeconds = 30
/** Of the slot; the rest is for what takes longer than planned. */
const plannedShare = 0.95

/** In a talk of 20 minutes. */
const budget: Record<Exclude<Part, 'look' | 'more' | 'ethics'>, number> = {
  problem: 150,
  data: 180,
  gap: 120,
  method: 240,
  results: 240,
  limits: 90,
  next: 90,
  mentors: 60,
}
const step = 5

/** A slide's seconds, by its claim and its part; what a part without slides leaves is shared by the others. */
export function secondsOf(sections: DraftSection[], talkMinutes: number): (part: Part, weight: number) => number {
  const weights = new Map<string, number>()
  for (const { part, slides = [] } of sections) {
    for (const { weight } of slides) weights.set(budgetOf(part), (weights.get(budgetOf(part)) ?? 0) + weight)
  }
  const used = Object.entries(budget).reduce((sum, [part, seconds]) => sum + (weights.has(part) ? seconds : 0), 0)
  const scale = (plannedShare * talkMinutes * 60 - titleSeconds) / Math.max(1, used)
  return (part, weight) => {
    const exact = (budget[budgetOf(part)] * scale * weight) / (weights.get(budgetOf(part)) ?? weight)
    return Math.max(step, Math.floor(exact / step) * step)
  }
}

function budgetOf(part: Part): keyof typeof budget {
  return part === 'look' || part === 'more' ? 'results' : part === 'ethics' ? 'data' : part
}
