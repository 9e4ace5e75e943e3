/** Does a value conform to a JSON Schema? The part of draft 2020-12 that `schemas.ts` uses. */
import type { JsonSchema } from './schemas.js'

/** What is wrong first, with its place (`series[0].x: …`); undefined where nothing is. NaN counts as null, as it is written. */
export function conform(value: unknown, schema: JsonSchema, at = ''): string | undefined {
  const wrong = (what: string) => `${at || 'it'} ${what}`
  if (schema.const !== undefined && value !== schema.const) return wrong(`is not "${schema.const}"`)
  if (schema.enum && !schema.enum.includes(value as string)) return wrong(`is none of ${schema.enum.join(', ')}`)
  const types = schema.type === undefined ? [] : [schema.type].flat()
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return wrong(`is ${named(value)}, not ${types.join(' or ')}`)
  if (typeof value === 'string' && schema.minLength && value.length < schema.minLength) return wrong('is empty')
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) return wrong(`is ${value}, under ${schema.minimum}`)
    if (schema.maximum !== undefined && value > schema.maximum) return wrong(`is ${value}, over ${schema.maximum}`)
  }
  if (Array.isArray(value)) return conformArray(value, schema, at)
  return typeof value === 'object' && value !== null ? conformObject(value as Record<string, unknown>, schema, at) : undefined
}

function conformArray(value: unknown[], schema: JsonSchema, at: string): string | undefined {
  if (schema.minItems && value.length < schema.minItems) return `${at || 'it'} has fewer than ${schema.minItems} items`
  if (!schema.items) return undefined
  for (let i = 0; i < value.length; i++) {
    const problem = conform(value[i], schema.items, `${at}[${i}]`)
    if (problem) return problem
  }
  return undefined
}

function conformObject(value: Record<string, unknown>, schema: JsonSchema, at: string): string | undefined {
  const place = (key: string) => (at ? `${at}.${key}` : key)
  for (const key of schema.required ?? []) if (value[key] === undefined) return `${place(key)} is missing`
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue
    const known = schema.properties?.[key]
    if (!known && schema.additionalProperties === false) return `${place(key)} is no property of it`
    const rule = known ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined)
    const problem = rule && conform(inner, rule, place(key))
    if (problem) return problem
  }
  return undefined
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null || (typeof value === 'number' && !Number.isFinite(value))
    case 'number':
      return Number.isFinite(value)
    case 'integer':
      return Number.isInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      return typeof value === type
  }
}

function named(value: unknown): string {
  if (value === null || typeof value === 'number') return String(value)
  return Array.isArray(value) ? 'an array' : value === undefined ? 'missing' : `of type ${typeof value}`
}
