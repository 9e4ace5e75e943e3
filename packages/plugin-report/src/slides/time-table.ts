/**
 * How long each slide of the talk is shown, in whole seconds.
 *
 * A slide's budget is what its author wrote; else the time that its notes take at the speaker's pace, rounded up to five
 * seconds; else, for the title, half a minute; else a share of what is left of 95 % of the slot, by what a consortium wants to hear most about.
 */

import { textOf } from '../source/block-text.js'
import type { Slide, SlideRole } from './model.js'
import { wordsIn } from './words.js'

/** Share of the slot that may be planned: the rest is lost to the walk, the cable and the chair. */
export const plannedShare = 0.95
const titleSeconds = 30
const leastSeconds = 20
/** In seconds, of a talk of 20 minutes; a role's time is divided among its slides. */
const usualSeconds: Record<SlideRole, number> = {
  title: titleSeconds,
  problem: 150,
  gap: 120,
  data: 120,
  method: 240,
  results: 240,
  limits: 90,
  next: 90,
  mentors: 60,
  ethics: 45,
  other: 90,
  questions: 0,
}

export interface TimedSlide {
  /** From 1, as printed on the slide. */
  number: number
  id: string
  claim: string
  role: SlideRole
  must: boolean
  seconds: number
  budgetFrom: 'author' | 'notes' | 'share' | 'usual' | 'squeezed'
  noteWords: number
  /** The time that the notes take at the speaker's pace. */
  spokenSeconds: number
  /** From the beginning of the talk. */
  startSeconds: number
}

export interface TimeTable {
  slotSeconds: number
  /** 95 % of the slot. */
  plannedSeconds: number
  totalSeconds: number
  wordsPerMinute: number
  slides: TimedSlide[]
  /** What a mentor would say about it; empty where the time fits. */
  notes: string[]
}

/** `isCut`: budgets that were meant for a longer talk are squeezed into the slot, none under what its notes take. */
export function timeTable(slides: Slide[], talkMinutes: number, wordsPerMinute: number, isCut = false): TimeTable {
  const slotSeconds = Math.round(talkMinutes * 60)
  const plannedSeconds = Math.floor(slotSeconds * plannedShare)
  const talk = slides.filter(({ part }) => part === 'talk')
  const spoken = talk.map(({ notes }) => (wordsIn(notes) / wordsPerMinute) * 60)
  const known = talk.map(({ seconds, role }, i) => seconds ?? (role === 'title' && spoken[i] === 0 ? titleSeconds : spoken[i] && roundUp(spoken[i], 5)))
  const left = plannedSeconds - sum(known)
  const shares = shareOut(
    talk.filter((_, i) => known[i] === 0),
    left,
  )
  const wanted = talk.map((slide, i) => known[i] || (shares.get(slide) ?? leastSeconds))
  const budgets = isCut ? squeezed(wanted, spoken, plannedSeconds) : wanted
  const timed = talk.map((slide, i): TimedSlide => {
    const own = slide.seconds !== undefined ? 'author' : spoken[i] > 0 ? 'notes' : slide.role === 'title' ? 'usual' : 'share'
    return {
      number: i + 1,
      id: slide.id,
      claim: textOf(slide.claim),
      role: slide.role,
      must: slide.must,
      seconds: budgets[i],
      budgetFrom: budgets[i] < wanted[i] ? 'squeezed' : own,
      noteWords: wordsIn(slide.notes),
      spokenSeconds: Math.round(spoken[i]),
      startSeconds: sum(budgets.slice(0, i)),
    }
  })
  const table = { slotSeconds, plannedSeconds, totalSeconds: sum(budgets), wordsPerMinute, slides: timed }
  return { ...table, notes: remarks(table) }
}

/** Each budget keeps the same share of what lies above its least time. */
function squeezed(budgets: number[], spoken: number[], plannedSeconds: number): number[] {
  const least = budgets.map((seconds, i) => Math.min(seconds, Math.max(leastSeconds, roundUp(spoken[i], 5))))
  const [total, floor] = [sum(budgets), sum(least)]
  if (total <= plannedSeconds) return budgets
  const share = Math.max(0, (plannedSeconds - floor) / (total - floor || 1))
  return budgets.map((seconds, i) => Math.floor(least[i] + share * (seconds - least[i])))
}

/** `left` seconds by the usual time of each role, in whole seconds, none under 20. */
function shareOut(slides: Slide[], left: number): Map<Slide, number> {
  const weight = (slide: Slide) => usualSeconds[slide.role] / slides.filter(({ role }) => role === slide.role).length
  const total = sum(slides.map(weight))
  return new Map(slides.map((slide) => [slide, Math.max(leastSeconds, Math.floor((left * weight(slide)) / (total || 1)))]))
}

/** A talk that takes less of its slot than this is told so. */
const leastShare = 0.6

function remarks({ totalSeconds, plannedSeconds, slotSeconds, slides }: Omit<TimeTable, 'notes'>): string[] {
  const over = totalSeconds - plannedSeconds
  const late = slides.filter(({ spokenSeconds, seconds }) => spokenSeconds > seconds)
  const silent = slides.filter(({ noteWords, role }) => noteWords === 0 && role !== 'title')
  const long = slides.filter(({ seconds, budgetFrom }) => budgetFrom === 'share' && seconds > 150)
  return [
    ...(over > 0
      ? [`the slides take ${clock(totalSeconds)}, ${clock(over)} more than 95 % of the slot of ${clock(slotSeconds)}: leave slides out, or say less`]
      : []),
    ...(totalSeconds < leastShare * slotSeconds ? [`the slides take ${clock(totalSeconds)} of ${clock(slotSeconds)}: say more, or add slides`] : []),
    ...late.map(({ number, spokenSeconds, seconds }) => `the notes of slide ${number} take ${clock(spokenSeconds)}, its budget is ${clock(seconds)}`),
    ...(silent.length ? [`no notes yet: ${named(silent)}`] : []),
    ...(long.length ? [`more than two and a half minutes are left for ${named(long)}: say more, or add slides`] : []),
  ]
}

function named(slides: TimedSlide[]): string {
  return `slide${slides.length > 1 ? 's' : ''} ${slides.map(({ number }) => number).join(', ')}`
}

/** `1:05`. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step - 1e-9) * step
}
