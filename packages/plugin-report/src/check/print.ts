/** Checks for people: errors first, each with its places and what to do. */
import type { Check, Severity } from './check.js'

const mostPlaces = 8

export function printed(checks: Check[]): string {
  const blocks = (['error', 'note'] as const).flatMap((severity) => {
    const broken = merged(checks.filter((check) => !check.ok && check.severity === severity))
    return broken.length ? [`${headline(severity, countPlaces(checks, severity))}\n${broken.map(block).join('\n')}`] : []
  })
  return blocks.join('\n\n')
}

/** Each place once, as it is printed. */
export function countPlaces(checks: Check[], severity: Severity): number {
  return merged(checks.filter((check) => !check.ok && check.severity === severity)).reduce((sum, { places }) => sum + places.length, 0)
}

function headline(severity: Severity, count: number): string {
  return `${count} ${severity}${count === 1 ? '' : 's'}${severity === 'error' ? '' : ' (yours to judge)'}`
}

function block({ rule, places, remedy }: Check): string {
  const shown = places.slice(0, mostPlaces)
  const more = places.length > mostPlaces ? [`    and ${places.length - mostPlaces} more`] : []
  return [`  ${rule}`, ...shown.map((place) => `    ${place}`), ...more, ...(remedy ? [`    → ${remedy}`] : [])].join('\n')
}

/** One block a rule and remedy; each place with the output that it is in, once. */
function merged(checks: Check[]): Check[] {
  const groups = new Map<string, Check>()
  for (const check of checks) {
    const key = `${check.rule}\n${check.remedy ?? ''}`
    const places = check.places.map((place) => (check.output && !place.includes(check.output) ? `${check.output}: ${place}` : place))
    const known = groups.get(key)
    groups.set(key, { ...check, places: [...new Set([...(known?.places ?? []), ...places])] })
  }
  return [...groups.values()]
}
