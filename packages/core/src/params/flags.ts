/**
 * Parameters as command-line flags: the JSON Schema of an experiment's parameters, read once, gives flags and help.
 *
 * `batchSize` becomes `--batch-size`; a boolean that defaults to true gets `--no-NAME` too; an array of strings or
 * numbers takes `a,b,c`. Types beyond these take JSON text.
 */
import { Flags } from '@oclif/core'
import type { Schema } from '../kinds.js'

interface Property {
  type?: string
  enum?: string[]
  default?: unknown
  description?: string
}

/** oclif flags for a schema, by flag name. Values stay text: the schema's own validation converts and checks. */
export function paramFlags(schema: Schema<unknown>): Record<string, ReturnType<typeof Flags.string> | ReturnType<typeof Flags.boolean>> {
  const flags: Record<string, ReturnType<typeof Flags.string> | ReturnType<typeof Flags.boolean>> = {}
  const { properties, required } = inputSchema(schema)
  for (const [name, property] of Object.entries(properties)) {
    const summary = describe(property)
    if (property.type === 'boolean') flags[kebab(name)] = Flags.boolean({ summary, allowNo: property.default === true })
    else
      flags[kebab(name)] = Flags.string({ summary, options: property.enum, required: required.includes(name), helpValue: helpValue(property) }) as ReturnType<
        typeof Flags.string
      >
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

export function inputSchema(schema: Schema<unknown>): { properties: Record<string, Property>; required: string[] } {
  const json = schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }) as { properties?: Record<string, Property>; required?: string[] }
  return { properties: json.properties ?? {}, required: json.required ?? [] }
}

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function describe({ description, default: value }: Property): string {
  const shown = value === undefined || value === '' || value === false ? '' : ` [default: ${Array.isArray(value) ? value.join(',') : value}]`
  return `${description ?? ''}${shown}`
}

function helpValue({ type, enum: options }: Property): string {
  if (options) return options.join('|')
  if (type === 'array') return 'A,B,…'
  return type === 'integer' || type === 'number' ? 'N' : 'TEXT'
}

function convert(text: string, { type }: Property): unknown {
  if (type === 'integer' || type === 'number') return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
  if (type === 'array') return text.split(',').map((part) => (part !== '' && Number.isFinite(Number(part)) ? Number(part) : part))
  if (type === undefined || type === 'object') {
    try {
      return JSON.parse(text)
    } catch {
      return text // the schema says what is wrong with it
    }
  }
  return text
}
