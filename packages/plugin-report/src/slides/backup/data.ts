/** Where the data come from, how many there are, and under which licence, as far as the runs say. */

import type { Paragraph } from '../../document/poster-document.js'
import { grouped, percent } from '../../figures/index.js'
import { numberField, originsOf, textField } from '../../source/draft/fields.js'
import type { LoadedRun } from '../../source/runs.js'
import type { Slide } from '../model.js'
import { plainSpans } from '../words.js'
import { backupSlide, bullet, numberSpan } from './backup-slide.js'

const mostNamed = 3

export function dataSlides(runs: LoadedRun[]): Slide[] {
  const told = runs.map((loaded) => ({ loaded, bullets: statement(loaded) })).filter(({ bullets }) => bullets.length > 0)
  if (told.length === 0) return []
  const paragraphs = merged(told)
  const licences = runs.map(({ run }) => licenceOf(run)).filter(Boolean)
  if (licences.length === 0) paragraphs.push(bullet('The runs name no licence of the data: ask before a sample is shown.'))
  return [
    backupSlide('data', plainSpans('Where the data come from'), {
      topic: 'Backup: data statement',
      paragraphs,
      runs: told.map(({ loaded }) => loaded.letter),
    }),
  ]
}

/** The same sentence about several runs once, with all of their marks. */
function merged(told: { loaded: LoadedRun; bullets: Paragraph[] }[]): Paragraph[] {
  const letters = new Map<string, string[]>()
  for (const { loaded, bullets } of told) for (const { text } of bullets) letters.set(text, [...(letters.get(text) ?? []), loaded.letter])
  const first = told.flatMap(({ bullets }) => bullets).filter(({ text }, i, all) => all.findIndex((other) => other.text === text) === i)
  return first.map(({ text, spans = [{ text }] }) => bullet(...spans, `\u00a0[${letters.get(text)?.join(', ')}]`))
}

function statement(loaded: LoadedRun): Paragraph[] {
  const { run } = loaded
  const data = textField(run.params, 'data') ?? textField(run.params, 'posts')
  const isScored = numberField(run.result, 'metrics', 'accuracy') !== undefined
  const samples = isScored ? numberField(run.result, 'samples') : undefined
  const posts = numberField(run.result, 'posts')
  const wetShare = numberField(run.result, 'wetShare')
  const licence = licenceOf(run)
  return [
    ...(data ? [bullet(`Data set: ${data.split(/[\\/]/).filter(Boolean).pop()}.`)] : []),
    ...['rain', 'terrain', 'water'].flatMap((of) => {
      const names = originsOf(run.result, of)
      return names.length ? [bullet(`${of[0].toUpperCase()}${of.slice(1)}: ${namedFew(names)}.`)] : []
    }),
    ...(samples === undefined
      ? []
      : [bullet('Scores are of ', numberSpan(loaded, 'result.samples', samples, grouped(samples)), ` ${splitName(run.result)}samples.`)]),
    ...(posts === undefined
      ? []
      : [
          bullet(
            numberSpan(loaded, 'result.posts', posts, grouped(posts)),
            loaded.run.experiment === 'social/analyse' ? ' posts, anonymised before anything was counted.' : ' posts.',
          ),
        ]),
    ...(wetShare === undefined ? [] : [bullet(numberSpan(loaded, 'result.wetShare', wetShare, percent(wetShare)), ' of the cells are wet.')]),
    ...(licence ? [bullet(`Licence: ${licence}.`)] : []),
  ]
}

function splitName(result: unknown): string {
  const split = textField(result, 'split')
  return split ? `${split === 'validate' ? 'validation' : split} ` : ''
}

function licenceOf({ params, result }: LoadedRun['run']): string | undefined {
  return textField(result, 'licence') ?? textField(result, 'license') ?? textField(params, 'licence') ?? textField(params, 'license')
}

function namedFew(names: string[]): string {
  return names.length <= mostNamed ? names.join('; ') : `${names.slice(0, mostNamed).join('; ')} and others`
}
