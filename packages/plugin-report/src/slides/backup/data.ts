/** Where the data come from, how many there are, and under which licence, as far as the runs say. */
import { field, numberField, textField } from '../../document/draft/draft.js'
import type { LoadedRun } from '../../document/runs.js'
import { grouped, percent } from '../../figures/index.js'
import type { Paragraph } from '../../document/poster-document.js'
import type { Slide } from '../model.js'
import { plainSpans } from '../words.js'
import { backupSlide, bullet, numberSpan } from './backup-slide.js'

const mostNamed = 3

export function dataSlides(runs: LoadedRun[]): Slide[] {
  const told = runs.map((loaded) => ({ loaded, bullets: statement(loaded) })).filter(({ bullets }) => bullets.length > 0)
  if (told.length === 0) return []
  const same = new Set<string>()
  const paragraphs = told.flatMap(({ bullets }) => bullets.filter(({ text }) => !same.has(text) && same.add(text)))
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

function statement(loaded: LoadedRun): Paragraph[] {
  const { run, letter } = loaded
  const data = textField(run.params, 'data') ?? textField(run.params, 'posts')
  const samples = numberField(run.result, 'samples')
  const posts = numberField(run.result, 'posts')
  const wetShare = numberField(run.result, 'wetShare')
  const licence = licenceOf(run)
  const tell = (...parts: Parameters<typeof bullet>) => bullet(...parts, ` [${letter}]`)
  return [
    ...(data ? [tell(`Data set: ${data.split(/[\\/]/).filter(Boolean).pop()}.`)] : []),
    ...['rain', 'terrain', 'water'].flatMap((of) => {
      const names = originsOf(run.result, of)
      return names.length ? [tell(`${of[0].toUpperCase()}${of.slice(1)}: ${namedFew(names)}.`)] : []
    }),
    ...(samples === undefined ? [] : [tell('Scores are of ', numberSpan(loaded, 'result.samples', samples, grouped(samples)), ` ${textField(run.result, 'split') ?? ''} samples.`)]),
    ...(posts === undefined ? [] : [tell(numberSpan(loaded, 'result.posts', posts, grouped(posts)), ' posts, anonymised before anything else.')]),
    ...(wetShare === undefined ? [] : [tell(numberSpan(loaded, 'result.wetShare', wetShare, percent(wetShare)), ' of the cells are wet.')]),
    ...(licence ? [tell(`Licence: ${licence}.`)] : []),
  ]
}

function licenceOf({ params, result }: LoadedRun['run']): string | undefined {
  return textField(result, 'licence') ?? textField(result, 'license') ?? textField(params, 'licence') ?? textField(params, 'license')
}

function originsOf(result: unknown, of: string): string[] {
  const names = field(result, 'origins', of)
  return Array.isArray(names) ? [...new Set(names.filter((name): name is string => typeof name === 'string' && name.trim() !== ''))] : []
}

function namedFew(names: string[]): string {
  return names.length <= mostNamed ? names.join('; ') : `${names.slice(0, mostNamed).join('; ')} and others`
}
