/** The baselines in the result of radar/train: the best that sees what the model sees, and those that know more. */
import { field, numberField } from './draft.js'

export interface Baseline {
  name: string
  iouWet: number
}

/** Of the baselines that see what the model sees: persistence, for example, sees the water itself. */
export function bestBaseline(result: unknown): Baseline | undefined {
  const baselines = (field(result, 'baselines') ?? {}) as Record<string, unknown>
  const scored = Object.keys(baselines).map((name) => ({
    name,
    iouWet: numberField(baselines, name, 'iouWet') ?? Number.NaN,
    isFair: !seesWater(result, name),
  }))
  return scored.filter(({ iouWet, isFair }) => Number.isFinite(iouWet) && isFair).sort((a, b) => b.iouWet - a.iouWet)[0]
}

/** Baselines that know more than the model. */
export function knowing(result: unknown): Baseline[] {
  const baselines = (field(result, 'baselines') ?? {}) as Record<string, unknown>
  const scored = Object.keys(baselines).map((name) => ({ name, iouWet: numberField(baselines, name, 'iouWet') ?? Number.NaN }))
  return scored.filter(({ name, iouWet }) => Number.isFinite(iouWet) && seesWater(result, name))
}

export function seesWater(result: unknown, baseline: string): boolean {
  const named = field(result, 'seesWater')
  return (Array.isArray(named) && named.includes(baseline)) || field(result, 'baselines', baseline, 'seesWater') === true || /persist/i.test(baseline)
}
