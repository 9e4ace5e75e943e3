/** Scores of a model beside the baselines: as JSON, as a table, and in words. */
import { type Confusion2x2, type Scores, scores, wetShare } from '../metrics/index.js'

/** What `phd radar evaluate --json` answers. */
export interface EvaluationReport {
  run: string
  split: string
  samples: number
  metrics: Scores
  baselines: Record<string, Scores>
  /** Share of wet cells in the truth. */
  wetShare: number | null
  /** Baselines that know the water before, which the model does not: they stand apart. */
  seesWater: string[]
  /** What a baseline is, where its name does not say it. */
  notes: Record<string, string>
  /** Did the model beat the best baseline that sees the same? In words. */
  verdict: string
}

export type BaselineConfusions = Record<string, { confusion: Confusion2x2; seesWater: boolean; note?: string }>

export function evaluationReport(run: string, split: string, samples: number, confusion: Confusion2x2, baselines: BaselineConfusions): EvaluationReport {
  const metrics = scores(confusion)
  const scored: Record<string, Scores> = {}
  const notes: Record<string, string> = {}
  for (const [name, { confusion: counts, note }] of Object.entries(baselines)) {
    scored[name] = scores(counts)
    if (note) notes[name] = note
  }
  const seesWater = Object.keys(baselines).filter((name) => baselines[name].seesWater)
  return { run, split, samples, metrics, baselines: scored, wetShare: wetShare(confusion), seesWater, notes, verdict: verdict(metrics, scored, seesWater) }
}

/** One sentence, for terminal, log and poster. */
function verdict({ iouWet }: Scores, baselines: Record<string, Scores>, seesWater: string[]): string {
  const fair = Object.entries(baselines).flatMap(([name, scored]) =>
    seesWater.includes(name) || scored.iouWet === null ? [] : [{ name, iouWet: scored.iouWet }],
  )
  if (iouWet === null || fair.length === 0) return 'There is no water to compare the model and the baselines by.'
  const best = fair.reduce((a, b) => (b.iouWet > a.iouWet ? b : a))
  const figures = `IoU of the wet class ${iouWet.toFixed(3)} against ${best.iouWet.toFixed(3)}`
  const outcome = iouWet > best.iouWet ? 'beats' : 'does not beat'
  return `The model ${outcome} the best baseline that sees the same inputs, ${best.name}: ${figures}.`
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
export function scoreRows(model: string, { metrics, baselines, seesWater }: EvaluationReport): Record<string, string | number | null>[] {
  const row = (name: string, values: Scores) => Object.fromEntries(scoreColumns.map(({ key }) => [key, key === 'name' ? name : values[key as keyof Scores]]))
  return [row(model, metrics), ...Object.entries(baselines).map(([name, values]) => row(baselineLabel(name, seesWater), values))]
}

export function baselineLabel(name: string, seesWater: string[]): string {
  return seesWater.includes(name) ? `${name} (sees earlier water)` : name
}
