/** Scores of a model beside the baselines: as JSON, as a table, and in words. */
import { type Confusion2x2, type Scores, scores, wetShare } from '../metrics/index.js'

/** Scores of a baseline; `seesWater` marks one that knows the water before, which the model does not. */
export interface BaselineScores extends Scores {
  seesWater: boolean
  note?: string
}

/** What `phd radar evaluate --json` answers. */
export interface EvaluationReport {
  run: string
  split: string
  samples: number
  metrics: Scores
  baselines: Record<string, BaselineScores>
  /** Share of wet cells in the truth. */
  wetShare: number | null
  /** Did the model beat the best baseline that sees the same? In words. */
  verdict: string
}

export type BaselineConfusions = Record<string, { confusion: Confusion2x2; seesWater: boolean; note?: string }>

export function evaluationReport(run: string, split: string, samples: number, confusion: Confusion2x2, baselines: BaselineConfusions): EvaluationReport {
  const metrics = scores(confusion)
  const scored: Record<string, BaselineScores> = {}
  for (const [name, { confusion: counts, seesWater, note }] of Object.entries(baselines)) scored[name] = { ...scores(counts), seesWater, note }
  return { run, split, samples, metrics, baselines: scored, wetShare: wetShare(confusion), verdict: verdict(metrics, scored, split) }
}

/** One sentence, for terminal, log and poster. */
function verdict(metrics: Scores, baselines: Record<string, BaselineScores>, split: string): string {
  const fair = Object.entries(baselines).filter(([, { seesWater, iouWet }]) => !seesWater && iouWet !== null)
  if (metrics.iouWet === null || fair.length === 0) return `There is nothing to compare the model with on the ${split} split.`
  const [name, best] = fair.reduce((a, b) => (b[1].iouWet! > a[1].iouWet! ? b : a))
  const figures = `IoU of the wet class ${metrics.iouWet.toFixed(3)} against ${best.iouWet!.toFixed(3)}`
  return metrics.iouWet > best.iouWet!
    ? `The model beats the best baseline that sees the same inputs, ${name}: ${figures}.`
    : `The model does not beat the best baseline that sees the same inputs, ${name}: ${figures}.`
}

export const scoreColumns = [
  { key: 'name', label: 'Model' },
  { key: 'iouWet', label: 'IoU wet', digits: 3 },
  { key: 'iouDry', label: 'IoU dry', digits: 3 },
  { key: 'meanIou', label: 'Mean IoU', digits: 3 },
  { key: 'dice', label: 'Dice', digits: 3 },
  { key: 'csi', label: 'CSI', digits: 3 },
  { key: 'sensitivity', label: 'Sensitivity', digits: 3 },
  { key: 'specificity', label: 'Specificity', digits: 3 },
  { key: 'accuracy', label: 'Accuracy', digits: 3 },
]

/** The model first, then the baselines. */
export function scoreRows(model: string, { metrics, baselines }: EvaluationReport): Record<string, string | number | null>[] {
  const row = (name: string, values: Scores) => Object.fromEntries(scoreColumns.map(({ key }) => [key, key === 'name' ? name : values[key as keyof Scores]]))
  return [row(model, metrics), ...Object.entries(baselines).map(([name, values]) => row(values.seesWater ? `${name} (sees earlier water)` : name, values))]
}
