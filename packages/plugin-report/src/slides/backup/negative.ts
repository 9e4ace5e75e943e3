/** Where something simpler was better: every score of a model that a baseline of the same run beats. */

import { tableFigure } from '../../document/content.js'
import { decimal, type TableContent } from '../../figures/index.js'
import { keyOf } from '../../source/draft/words.js'
import type { NumberOrigin } from '../../source/model.js'
import type { LoadedRun } from '../../source/runs.js'
import type { Slide } from '../model.js'
import { plainSpans } from '../words.js'
import { backupSlide, mark } from './backup-slide.js'

/** Of these less is better. */
const lowerIsBetter = /loss|error|mae|rmse|mse|brier|distance|perplexity/i

interface Loss {
  loaded: LoadedRun
  metric: string
  model: number
  baseline: string
  best: number
}

export function negativeSlides(runs: LoadedRun[]): Slide[] {
  const compared = runs.filter(({ run }) => Object.keys(baselinesOf(run.result)).length > 0)
  if (compared.length === 0) return []
  const losses = compared.flatMap(lossesOf)
  if (losses.length === 0) {
    const claim = plainSpans(`No baseline beats the model on any score ${mark(compared)}`)
    return [backupSlide('lost', claim, { topic: 'Backup: negative results', runs: compared.map(({ letter }) => letter) })]
  }
  const content: TableContent = {
    columns: [
      { label: 'Run', align: 'left' },
      { label: 'Score', align: 'left' },
      { label: 'Best baseline', align: 'left' },
      { label: 'Its score', align: 'right' },
      { label: "The model's", align: 'right' },
    ],
    rows: losses.map(({ loaded, metric, model, baseline, best }) => ({
      cells: [loaded.letter, spoken(metric), baseline, decimal(best), decimal(model)],
      strong: false,
    })),
  }
  const origins = losses.flatMap(({ loaded: { letter, run }, metric, model, baseline, best }): NumberOrigin[] => [
    { reference: `${letter}.metrics${keyOf(metric)}`, runs: [run.id], path: `result.metrics.${metric}`, values: [model], printed: decimal(model) },
    {
      reference: `${letter}.baselines${keyOf(baseline)}${keyOf(metric)}`,
      runs: [run.id],
      path: `result.baselines.${baseline}.${metric}`,
      values: [best],
      printed: decimal(best),
    },
  ])
  const alt = `Table of ${losses.length} scores on which a baseline beats the model: ${[...new Set(losses.map(({ metric }) => spoken(metric)))].join(', ')}.`
  const letters = [...new Set(losses.map(({ loaded }) => loaded.letter))]
  return [
    backupSlide('lost', plainSpans('Where a baseline beats the model'), {
      topic: 'Backup: negative results',
      figures: [{ ...tableFigure('backup-lost', content, 'The best baseline of each score, those that know more than the model included.', alt), origins }],
      runs: letters,
    }),
  ]
}

function lossesOf(loaded: LoadedRun): Loss[] {
  const baselines = baselinesOf(loaded.run.result)
  return Object.entries(recordOf(recordOf(loaded.run.result).metrics)).flatMap(([metric, model]): Loss[] => {
    if (typeof model !== 'number') return []
    const sign = lowerIsBetter.test(metric) ? -1 : 1
    const scored = Object.entries(baselines).flatMap(([baseline, scores]) => {
      const best = recordOf(scores)[metric]
      return typeof best === 'number' && sign * (best - model) > 0 ? [{ loaded, metric, model, baseline, best }] : []
    })
    return scored.sort((a, b) => sign * (b.best - a.best)).slice(0, 1)
  })
}

function baselinesOf(result: unknown): Record<string, unknown> {
  return recordOf(recordOf(result).baselines)
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

/** `iouWet` -> `IoU wet`. */
function spoken(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.replace(/\biou\b/g, 'IoU').replace(/\b(csi|mae|rmse|mse|f1|auc)\b/g, (name) => name.toUpperCase())
}
