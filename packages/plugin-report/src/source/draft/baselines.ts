/** The baselines in the result of radar/train: the best that sees what the model sees, and those that know more. */
import { field, numberField } from './fields.js'
import { canBeKey, keyOf } from './words.js'

export interface Baseline {
  name: string
  iouWet: number
  /** Of its IoU, in the run. */
  path: string
}

/** Of the baselines that see what the model sees: persistence, for example, sees the water itself. */
export function bestBaseline(result: unknown): Baseline | undefined {
  return fairBaselines(result).sort((a, b) => b.iouWet - a.iouWet)[0]
}

export function fairBaselines(result: unknown): Baseline[] {
  return scored(result).filter(({ name }) => !seesWater(result, name))
}

/** Baselines that know more than the model. */
export function knowing(result: unknown): Baseline[] {
  return scored(result).filter(({ name }) => seesWater(result, name))
}

function scored(result: unknown): Baseline[] {
  const baselines = (field(result, 'baselines') ?? {}) as Record<string, unknown>
  return Object.keys(baselines).flatMap((name) => {
    const iouWet = numberField(baselines, name, 'iouWet')
    return iouWet === undefined || !canBeKey(name) ? [] : [{ name, iouWet, path: `baselines${keyOf(name)}.iouWet` }]
  })
}

function seesWater(result: unknown, baseline: string): boolean {
  const named = field(result, 'seesWater')
  return (Array.isArray(named) && named.includes(baseline)) || field(result, 'baselines', baseline, 'seesWater') === true || /persist/i.test(baseline)
}
