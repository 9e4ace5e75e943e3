/** The typed results of a training run: curves, confusion matrix and scores. */
import type { Context, Curves } from '@phd/core'
import type { Confusion2x2 } from '../metrics/index.js'
import { baselineLabel, type EvaluationReport, scoreColumns, scoreRows } from './report.js'

export function writeTrainingResults(phd: Context, model: string, history: Record<string, number>[], confusion: Confusion2x2, report: EvaluationReport): void {
  const { samples, wetShare, baselines, seesWater } = report
  const about = `${samples} samples of the validation split, one seed (${phd.seed}); ${((wetShare ?? 0) * 100).toFixed(1)} % of cells are wet.`
  const epochs = history.map((row) => row.epoch)
  const series = (name: string, key: string) => ({ name, x: epochs, y: history.map((row) => row[key] ?? Number.NaN) })
  const curves = (title: string, label: string, unit: string | undefined, keys: [string, string]): Curves => ({
    shape: 'curves',
    title,
    about,
    x: { label: 'Epoch' },
    y: { label, unit },
    series: [series('training', keys[0]), series('validation', keys[1])],
  })
  phd.result('loss', curves('Cross-entropy by epoch', 'Cross-entropy', 'nats', ['crossEntropy', 'valCrossEntropy']))
  phd.result('iou', {
    ...curves('IoU of the wet class by epoch', 'IoU, wet class', undefined, ['iouWet', 'valIouWet']),
    references: Object.entries(baselines).flatMap(([name, { iouWet }]) => (iouWet === null ? [] : [{ name: baselineLabel(name, seesWater), y: iouWet }])),
  })
  phd.result('confusion', { shape: 'confusion', title: 'Cells by truth and prediction', about, classes: ['dry', 'wet'], counts: confusion })
  phd.result('scores', { shape: 'table', title: 'Scores beside the baselines', about, columns: scoreColumns, rows: scoreRows(model, report) })
}
