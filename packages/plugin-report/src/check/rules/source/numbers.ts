/** Rules about numbers: that they come from runs, and what has to stand beside them. */

import { textOf } from '../../../source/block-text.js'
import type { Rule } from '../../check.js'
import { type Passage, passagesOf, type SourceUnderTest } from './input.js'

/** Whole numbers up to ten are counts in prose; years, confidence levels and names of figures are no results. */
const harmless =
  /\b(19|20)\d\d\b|\b\d{2}(\.\d+)?\s*%\s*(confidence|interval|CI)|\b(figures?|tables?|sections?|equations?|version|level)\s+\d+|\b(?:A[0-9]|F1|H[0-9]|R2|CO2|2D|3D|PM2\.5|PM10|E[0-9]+)\b|\b\d{1,2}(?:st|nd|rd|th)\b/gi
const number = /(?<![\p{L}\p{N}._-])[-−]?\d[\d,.\u202f]*\d?\s*%?/gu
const fewestOfNote = 10

export const typedNumber: Rule<SourceUnderTest> = {
  id: 'typed-number',
  severity: 'note',
  about: 'Numbers of results come from the runs: {{A.path | format}}. A number typed by hand goes stale and cannot be traced.',
  remedy: 'write a reference in its place; phd report trace lists those that there are',
  find({ source }) {
    const ofResults = passagesOf(source).filter(
      ({ role }) => role === 'results' || role === 'finding' || role === 'abstract' || role === 'key number' || role === 'caption',
    )
    return ofResults.flatMap(({ place, spans }) => typedIn(spans).map((typed) => `${place}: ${typed}`))
  },
}

function typedIn(spans: Passage['spans']): string[] {
  const text = spans.map((span) => (span.number || span.cite || span.code || span.math ? '\ue000'.repeat(span.text.length) : span.text)).join('')
  return [...text.replace(harmless, (found) => '\ue000'.repeat(found.length)).matchAll(number)]
    .filter(([found]) => /%|[.,]\d/.test(found) || Math.abs(Number.parseFloat(found.replace('−', '-'))) > fewestOfNote)
    .map(({ 0: found, index }) => `"${context(textOf(spans), index, found.length)}"`)
}

function context(text: string, at: number, length: number): string {
  const from = Math.max(0, text.lastIndexOf(' ', Math.max(0, at - 15)) + 1)
  const end = text.indexOf(' ', at + length + 12)
  return `${from > 0 ? '…' : ''}${text.slice(from, end < 0 ? undefined : end)}${end < 0 ? '' : '…'}`
}

const score = /\b(accura\w+|precision|recall|F1|IoU|AUC|CSI|skill|hit rate|balanced accuracy|kappa|R²|RMSE|MAE|error rate)\b/i
const baseline =
  /\b(baselines?|majority|chance|persistence|na[iï]ve|climatolog\w+|dummy|always (says|predicts)|all dry|random (guess\w*|labels?)|VADER|logistic regression)\b/i

export const withBaseline: Rule<SourceUnderTest> = {
  id: 'baseline',
  severity: 'note',
  about: 'Beside every score stands what the simplest method reaches: the majority class, persistence, chance.',
  remedy: 'give the best baseline in the same section: {{A.baselines…}}; without one a score says nothing',
  find({ source }) {
    return scored(passagesOf(source)).flatMap(([place, texts]) => (baseline.test(texts) ? [] : [`${place} gives a score and no baseline`]))
  },
}

const size =
  /\bn\s*=\s*[\d\ue000]|[\d\ue000][\d\s,.\u202f\ue000]*(\w+ )?(samples|posts|cases|images|events|people|participants|pixels|cells|days|floods|tiles|conversations|runs|seeds|replies|storms)\b/i

export const sampleSize: Rule<SourceUnderTest> = {
  id: 'sample-size',
  severity: 'note',
  about: 'Beside every score stands of how many samples it is.',
  remedy: 'write n in the same section or in the caption of its figure',
  find({ source }) {
    const passages = passagesOf(source)
    const captions = passages.filter(({ role }) => role === 'caption').map(({ spans }) => textOf(spans))
    if (captions.some((caption) => size.test(caption))) return []
    return scored(passages).flatMap(([place, texts]) => (size.test(texts) ? [] : [`${place} gives a score and not of how many samples`]))
  },
}

/** Sections (or the finding) that print a score with a number, and all that is said in them and in their notes. */
function scored(passages: Passage[]): [string, string][] {
  const places = new Map<string, Passage[]>()
  for (const passage of passages) {
    if (passage.role === 'caption' || passage.role === 'key number') continue
    const key = passage.section ? `section "${passage.section}"` : passage.place
    places.set(key, [...(places.get(key) ?? []), passage])
  }
  return [...places].flatMap(([place, own]): [string, string][] => {
    const gives = own.some(({ place: at, spans }) => !at.startsWith('notes of') && score.test(textOf(spans)) && spans.some((span) => span.number))
    return gives ? [[place, own.map(({ spans }) => textOf(spans)).join('\n')]] : []
  })
}

export const interval: Rule<SourceUnderTest> = {
  id: 'interval',
  severity: 'note',
  about: 'A number of several runs is given with its spread.',
  remedy: 'use a format that prints it, for example {{A+B+C.test.iou | mean 2}}',
  find({ source }) {
    const bare = passagesOf(source).flatMap(({ place, spans }) =>
      spans.flatMap(({ number: origin }, i) => {
        if (!origin || origin.runs.length < 2 || origin.values.length < 2) return []
        const after = spans[i + 1]?.text ?? ''
        return /[±–[(]|\bto\b/.test(origin.printed) || /^\s*(±|\[|\(|to\b|interval)/.test(after)
          ? []
          : [`${place}: ${origin.printed} of ${origin.runs.length} runs has no interval`]
      }),
    )
    return [...new Set(bare)]
  },
}

const fewSeeds = 3
const seedless = /^(radar\/predict|social\/analyse)$/

export const seeds: Rule<SourceUnderTest> = {
  id: 'seeds',
  severity: 'note',
  about: `A result of fewer than ${fewSeeds} seeds is marked as provisional.`,
  remedy: 'set stamp: auto in report.yaml, or train with more seeds',
  find({ source: { runs, settings } }) {
    if (settings.stamp.trim() !== '') return []
    const groups = new Map<string, Set<number>>()
    for (const { run } of runs) {
      const key = JSON.stringify([run.experiment, run.params])
      if (!seedless.test(run.experiment)) groups.set(key, (groups.get(key) ?? new Set()).add(run.seed))
    }
    return [...groups]
      .filter(([, own]) => own.size < fewSeeds)
      .map(([key, own]) => `${JSON.parse(key)[0]} has ${own.size === 1 ? 'one seed' : `${own.size} seeds`} and nothing says provisional`)
  },
}

const units: [RegExp, RegExp, string][] = [
  [/Mm$/, /\bmm\b/i, 'mm'],
  [/(Metres|Meters)$/, /\bm\b|met(re|er)s?/i, 'm'],
  [/(Km|Kilometres)$/, /\bkm\b|kilomet/i, 'km'],
  [/([sS]econds)$/, /\bs\b|seconds?|min|hours?|:/i, 's'],
  [/Ms$/, /\bms\b|milliseconds?/i, 'ms'],
  [/Hours$/, /\bh\b|hours?/i, 'h'],
  [/([sS]hare|Percent)$/, /%|percent|per cent|share|of|0?\.\d/i, '%'],
]

export const unit: Rule<SourceUnderTest> = {
  id: 'units',
  severity: 'note',
  about: 'A quantity is printed with its unit.',
  remedy: 'write the unit behind the reference',
  find({ source }) {
    return passagesOf(source).flatMap(({ place, spans }) =>
      spans.flatMap(({ number: origin }, i) => {
        const known = origin && units.find(([name]) => name.test(origin.path))
        if (!origin || !known) return []
        const near = `${origin.printed}${spans
          .slice(i + 1)
          .map(({ text }) => text)
          .join('')
          .slice(0, 14)}`
        return known[1].test(near) ? [] : [`${place}: ${origin.printed} (${origin.reference}) has no unit: ${known[2]}`]
      }),
    )
  },
}
