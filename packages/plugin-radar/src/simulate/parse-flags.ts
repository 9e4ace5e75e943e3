/** The words of the command line as numbers, times and names. What is not said is undefined: the room has the defaults. */
import { PhdError } from '@phd/core'
import type { NamedReader } from '../readers/index.js'
import { allSides, type Side } from '../solver/options.js'
import type { SolverName } from './compute.js'
import type { MissingRain } from './missing-rain.js'
import { type OutputName, outputNames } from './model.js'
import type { Compat, ParamsOptions, RunOptions, SimulateOptions, SolverParameters } from './options.js'
import { parseInfiltration } from './runoff/index.js'
import type { Holes } from './terrain.js'

type Text = string | undefined
export interface SimulateFlags extends Partial<Record<TextFlag, string>> {
  rain?: string[]
  out: string
  threads?: number
  force: boolean
  restart: boolean
}
type TextFlag =
  | 'terrain'
  | 'cell-metres'
  | 'params'
  | 'from'
  | 'to'
  | 'until'
  | 'drain-minutes'
  | 'output-minutes'
  | 'outputs'
  | 'arrival-depth'
  | 'missing-rain'
  | 'holes'
  | 'rain-mode'
  | 'topmodel-m'
  | 'infiltration'
  | 'evaporation'
  | 'manning'
  | 'courant'
  | 'theta'
  | 'froude'
  | 'edge'
  | 'edge-slope'
  | 'edge-sides'
  | 'initial-depth'
  | 'compat'
  | 'compat-runoff'
  | 'mass-tolerance'
  | 'checkpoint-minutes'
  | 'device'
  | 'solver'

/** What a parameter file says itself. */
const notWithParams = [
  ...['terrain', 'cell-metres', 'to', 'until', 'drain-minutes', 'outputs', 'arrival-depth', 'missing-rain', 'holes', 'rain-mode', 'topmodel-m'],
  ...['infiltration', 'evaporation', 'manning', 'courant', 'theta', 'froude', 'edge', 'edge-slope', 'edge-sides', 'initial-depth', 'compat'],
]

/** Errors: RADAR_SIMULATE_OPTION, RADAR_SIMULATE_INFILTRATION. */
export function parseFlags(flags: SimulateFlags, readers: NamedReader[]): SimulateOptions | ParamsOptions {
  const { rain, terrain, params, out, threads, force, restart } = flags
  const number = (flag: TextFlag) => numberOf(flag, flags[flag])
  const time = (flag: TextFlag) => timeOf(flag, flags[flag])
  const compute = { device: flags.device, solver: flags.solver as SolverName | undefined }
  const run: RunOptions = { out, force, restart, checkpointMinutes: number('checkpoint-minutes'), compute }
  const both = { ...run, outputMinutes: number('output-minutes'), massTolerance: number('mass-tolerance') }
  if (params !== undefined) {
    const beside = [...(rain ? ['rain'] : []), ...Object.keys(flags).filter((flag) => notWithParams.includes(flag) && flags[flag as TextFlag] !== undefined)]
    if (beside.length > 0) throw wrong('params', 'no other inputs or settings: the file has its own', beside.map((flag) => `--${flag}`).join(', '))
    return { ...both, params, startMs: time('from') }
  }
  if (!rain || !terrain) throw wrong(rain ? 'terrain' : 'rain', '--rain and --terrain, or --params', 'none')
  const topmodelMetres = number('topmodel-m') ?? 0.005
  const compat: Compat | undefined = flags.compat ? { runoff: (flags['compat-runoff'] ?? 'cells') as Compat['runoff'], topmodelMetres } : undefined
  return {
    ...{ ...both, rain, terrain, cellMetres: positive('cell-metres', number('cell-metres')), readers, threads, compat },
    ...{ fromMs: time('from'), toMs: time('to'), untilMs: time('until'), drainMinutes: number('drain-minutes') },
    outputs: namesOf('outputs', flags.outputs, outputNames) as OutputName[] | undefined,
    missingRain: flags['missing-rain'] as MissingRain | undefined,
    holes: flags.holes as Holes | undefined,
    rainMode: flags['rain-mode'] === 'topmodel' ? { kind: 'topmodel', recessionMetres: topmodelMetres } : undefined,
    infiltration: flags.infiltration === undefined ? undefined : parseInfiltration(flags.infiltration),
    evaporationMmPerHour: number('evaporation'),
    arrivalDepthMetres: number('arrival-depth'),
    solver: said({
      manning: isNumber(flags.manning) ? positive('manning', Number(flags.manning)) : flags.manning,
      courant: positive('courant', number('courant')),
      theta: number('theta'),
      froudeLimit: positive('froude', number('froude')),
      edge: flags.edge as SolverParameters['edge'] | undefined,
      edgeSlope: number('edge-slope'),
      edgeSides: namesOf('edge-sides', flags['edge-sides'], allSides) as Side[] | undefined,
      initialDepth: flags['initial-depth'],
    }),
  }
}

function said<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function isNumber(text: Text): boolean {
  return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text))
}

function numberOf(flag: TextFlag, text: Text): number | undefined {
  if (text === undefined) return undefined
  if (!isNumber(text)) throw wrong(flag, 'a number', text)
  return Number(text)
}

function positive(flag: TextFlag, value: number | undefined): number | undefined {
  if (value !== undefined && !(value > 0)) throw wrong(flag, 'a number above 0', String(value))
  return value
}

/** UTC always, whatever the zone of the machine. */
function timeOf(flag: TextFlag, text: Text): number | undefined {
  if (text === undefined) return undefined
  const form = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?Z?$/.exec(text.trim())
  const timeMs = form ? Date.parse(`${text.trim().replace(' ', 'T').replace(/Z$/, '')}${form[1] ? '' : 'T00:00'}Z`) : Number.NaN
  if (Number.isNaN(timeMs)) throw wrong(flag, 'a time in UTC, such as 2007-06-25T14:30', text)
  return timeMs
}

function namesOf(flag: TextFlag, text: Text, known: readonly string[]): string[] | undefined {
  if (text === undefined) return undefined
  const given = text.split(',').map((name) => name.trim())
  for (const name of given) if (!known.includes(name)) throw wrong(flag, `some of ${known.join(', ')}`, name)
  return known.filter((name) => given.includes(name))
}

function wrong(flag: TextFlag | 'rain', expected: string, received: string): PhdError {
  return new PhdError('RADAR_SIMULATE_OPTION', `--${flag} is not right.`, { expected, received, usage: true })
}
