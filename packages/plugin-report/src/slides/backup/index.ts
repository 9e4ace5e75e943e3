/**
 * Slides for the questions after the talk, made from the runs: no word of them is typed by hand.
 *
 * In: the runs, and the talk (what it shows already is not shown again). Out: backup slides in the order in which they
 * are asked for: scores in full, what lost, how it was trained, matrices, curves, data, threats to validity.
 */
import type { ReportSource } from '../../source/model.js'
import type { Slide } from '../model.js'
import { dataSlides } from './data.js'
import { negativeSlides } from './negative.js'
import { parameterSlides } from './parameters.js'
import { resultSlides } from './results.js'
import { threatSlides } from './threats.js'

export function backupSlides(source: ReportSource, talk: Slide[]): Slide[] {
  const { runs } = source
  const results = resultSlides(source, talk)
  return [
    ...results.filter(({ kind }) => kind === 'table'),
    ...negativeSlides(runs),
    ...results.filter(({ kind }) => kind === 'confusion'),
    ...results.filter(({ kind }) => kind === 'curves'),
    ...results.filter(({ kind }) => !['table', 'confusion', 'curves'].includes(kind)),
    ...parameterSlides(runs),
    ...dataSlides(runs),
    ...threatSlides(runs),
  ].map((made) => ('slide' in made ? made.slide : made))
}
