/** The words of the command line as numbers, times and names. */
import { PhdError } from '@phd/core'
import { allSides, type Side } from '../solver/options.js'
import type { MissingRain } from './missing-rain.js'
import { type OutputName, outputNames } from './model.js'
import type { SimulateOptions } from './options.js'
import { parseInfiltration } from './runoff/index.js'
import type { Holes } from './terrain.js'

export interface SimulateFlags {
  rain: string[]
  terrain: string
  out: string
  from?: string
  to?: string
  until?: string
  'drain-minutes'?: string
  'output-minutes': string
  outputs?: string
  'arrival-depth': string
  'missing-rain': string
  holes: string
  'rain-mode': string
  'topmodel-m': string
  infiltration: string
  evaporation: string
  manning: string
  courant: string
  theta: string
  froude: string
  edge: string
  'edge-slope': string
  'edge-sides': string
  'initial-depth'?: string
  'mass-tolerance': string
  threads?: number
  'checkpoint-minutes': string
  force: boolean
  restart: boolean
}

/** Errors: RADAR_SIMULATE_OPTION, RADAR_SIMULATE_INFILTRATION. */
export function parseFlags(flags: SimulateFlags): Omit<SimulateOptions, 'readers'> {
  const { rain, terrain, out, threads, force, restart } = flags
  return {
    ...{ rain, terrain, out, threads, force, restart },
    fromMs: time('from', flags.from),
    toMs: time('to', flags.to),
    untilMs: time('until', flags.until),
    drainMinutes: flags['drain-minutes'] === undefined ? undefined : number('drain-minutes', flags['drain-minutes']),
    outputMinutes: number('output-minutes', flags['output-minutes']),
    outputs: names('outputs', flags.outputs, outputNames) as OutputName[],
    missingRain: flags['missing-rain'] as MissingRain,
    holes: flags.holes as Holes,
    rainMode: flags['rain-mode'] === 'topmodel' ? { kind: 'topmodel', recessionMetres: number('topmodel-m', flags['topmodel-m']) } : { kind: 'direct' },
    infiltration: parseInfiltration(flags.infiltration),
    evaporationMmPerHour: number('evaporation', flags.evaporation),
    arrivalDepthMetres: number('arrival-depth', flags['arrival-depth']),
    massTolerance: number('mass-tolerance', flags['mass-tolerance']),
    checkpointMinutes: number('checkpoint-minutes', flags['checkpoint-minutes']),
    solver: {
      manning: isNumber(flags.manning) ? Number(flags.manning) : flags.manning,
      courant: number('courant', flags.courant),
      theta: number('theta', flags.theta),
      froudeLimit: number('froude', flags.froude),
      edge: flags.edge as 'open' | 'closed',
      edgeSlope: number('edge-slope', flags['edge-slope']),
      edgeSides: names('edge-sides', flags['edge-sides'], allSides) as Side[],
      initialDepth: flags['initial-depth'],
    },
  }
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text))
}

function number(flag: string, text: string): number {
  if (!isNumber(text)) throw wrong(flag, 'a number', text)
  return Number(text)
}

/** UTC always, whatever the zone of the machine. */
function time(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const form = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?Z?$/.exec(text.trim())
  const timeMs = form ? Date.parse(`${text.trim().replace(' ', 'T').replace(/Z$/, '')}${form[1] ? '' : 'T00:00'}Z`) : Number.NaN
  if (Number.isNaN(timeMs)) throw wrong(flag, 'a time in UTC, such as 2007-06-25T14:30', text)
  return timeMs
}

function names(flag: string, text: string | undefined, known: readonly string[]): string[] {
  if (text === undefined || text.trim() === '') return []
  const given = text.split(',').map((name) => name.trim())
  for (const name of given) if (!known.includes(name)) throw wrong(flag, `some of ${known.join(', ')}`, name)
  return known.filter((name) => given.includes(name))
}

function wrong(flag: string, expected: string, received: string): PhdError {
  return new PhdError('RADAR_SIMULATE_OPTION', `--${flag} is not right.`, { expected, received, usage: true })
}
