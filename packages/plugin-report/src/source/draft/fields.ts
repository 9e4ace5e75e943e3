/** Fields of something unknown; undefined where there is none. */

export function field(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined),
    value,
  )
}

export function numberField(value: unknown, ...path: string[]): number | undefined {
  const found = field(value, ...path)
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

export function textField(value: unknown, ...path: string[]): string | undefined {
  const found = field(value, ...path)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** The names, each once, that `result.origins` has for `rain`, `terrain` or `water`. */
export function originsOf(result: unknown, of: string): string[] {
  const names = field(result, 'origins', of)
  return Array.isArray(names) ? [...new Set(names.filter((name): name is string => typeof name === 'string' && name.trim() !== ''))] : []
}
