/** File and tag names as names of results: lower case letters, digits, hyphens. */
export function keptName(name: string): string {
  const kept = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return kept || 'data'
}
