/**
 * Parameters as command-line flags: the JSON Schema of an experiment's parameters, read once, gives flags and help.
 *
 * `batchSize` becomes `--batch-size`; a boolean whose default is not false gets `--no-NAME` too; an array takes
 * `a,b,c`. Types beyond these take JSON text. Errors: PARAM_RESERVED; the values themselves are checked by `validate`.
 */
import { Flags, type Interfaces } from '@oclif/core'
import { PhdError } from '../errors.js'
import type { Schema } from '../kinds.js'

export interface Property {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  items?: Property
  prefixItems?: Property[]
  anyOf?: Property[]
  default?: unknown
  description?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
}

/** Flags by name, as an oclif command has them. */
export type FlagsByName = Interfaces.FlagInput

/** Flags that every experiment has, whatever its parameters. */
const reserved = ['device', 'help', 'json', 'runs', 'seed']

/** oclif flags for a schema, by flag name. Values stay text: the schema's own validation converts and checks. */
export function paramFlags(schema: Schema<unknown>): FlagsByName {
  const flags: FlagsByName = {}
  const { properties, required } = inputSchema(schema)
  for (const [name, property] of Object.entries(properties)) {
    const flag = kebab(name)
    if (reserved.includes(flag)) {
      throw new PhdError('PARAM_RESERVED', `A parameter cannot be named "${name}".`, { expected: `none of: ${reserved.join(', ')}`, received: name })
    }
    const summary = describe(property)
    const isRequired = required.includes(name)
    if (property.type === 'boolean') flags[flag] = Flags.boolean({ summary, allowNo: property.default !== false, required: isRequired })
    else flags[flag] = Flags.string({ summary, options: property.enum?.map(String), required: isRequired, helpValue: helpValue(property) })
  }
  return flags
}

/** Flag values back to parameters, typed by the JSON Schema; flags that were not given are left out. */
export function paramsFromFlags(schema: Schema<unknown>, flags: Record<string, unknown>): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(inputSchema(schema).properties)) {
    const value = flags[kebab(name)]
    if (value !== undefined) params[name] = typeof value === 'string' ? convert(value, property) : value
  }
  return params
}

/** The properties a schema takes, and which of them must be given. */
export function inputSchema(schema: Schema<unknown>): { properties: Record<string, Property>; required: string[] } {
  const json = schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }) as { properties?: Record<string, Property>; required?: string[] }
  const properties = Object.entries(json.properties ?? {}).map(([name, property]) => [name, simplified(property)])
  return { properties: Object.fromEntries(properties), required: json.required ?? [] }
}

/** `batchSize` is `batch-size`, `cellMetres2` is `cell-metres2`. */
export function kebab(name: string): string {
  return name
    .replace(/_/g, '-')
    .replace(/(?<!^)[A-Z]+/g, '-$&')
    .toLowerCase()
}

/** A choice of constants becomes a list of options; what may be null becomes what it is otherwise. */
function simplified(property: Property): Property {
  const { anyOf, type } = property
  const rest = anyOf?.filter((choice) => choice.type !== 'null') ?? []
  if (rest.length > 0 && rest.every((choice) => choice.const !== undefined)) return { ...property, anyOf: undefined, enum: rest.map((choice) => choice.const) }
  if (rest.length === 1) return { ...rest[0], ...property, anyOf: undefined }
  const types = Array.isArray(type) ? type.filter((one) => one !== 'null') : []
  return types.length === 1 ? { ...property, type: types[0] } : property
}

function describe(property: Property): string {
  const { description = '', default: value } = property
  const notes = [range(property)]
  if (value !== undefined && value !== '' && value !== false && value !== null) notes.push(`default: ${show(value)}`)
  const shown = notes.filter(Boolean).join('; ')
  return [description, shown && `[${shown}]`].filter(Boolean).join(' ')
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** `from 1 to 12`, `over 0`; the limits of safe integers go without saying. */
function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Property): string {
  const parts: string[] = []
  if (exclusiveMinimum !== undefined && Math.abs(exclusiveMinimum) < Number.MAX_SAFE_INTEGER) parts.push(`over ${exclusiveMinimum}`)
  else if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) parts.push(maximumSaid(maximum) ? `from ${minimum}` : `at least ${minimum}`)
  if (exclusiveMaximum !== undefined && Math.abs(exclusiveMaximum) < Number.MAX_SAFE_INTEGER) parts.push(`under ${exclusiveMaximum}`)
  else if (maximumSaid(maximum)) parts.push(parts.length > 0 ? `to ${maximum}` : `at most ${maximum}`)
  return parts.join(' ')
}

function maximumSaid(maximum: number | undefined): boolean {
  return maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
}

function helpValue({ type, enum: options, items }: Property): string {
  if (options) return options.join('|')
  if (type === 'array') return items?.enum ? `${items.enum.join('|')},…` : 'A,B,…'
  if (type === 'integer' || type === 'number') return 'N'
  return type === 'string' ? 'TEXT' : 'JSON'
}

function convert(text: string, { type, enum: options, items, prefixItems }: Property): unknown {
  if (options) return options.find((option) => String(option) === text) ?? text
  if (type === 'integer' || type === 'number') return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
  if (type === 'array') return text === '' ? [] : text.split(',').map((part, i) => convert(part.trim(), prefixItems?.[i] || items || { type: 'string' }))
  if (type === 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return text // the schema says what is wrong with it
  }
}
