/** A rule, and what it answered about one output. */
export type Severity = 'error' | 'note'

export interface Check {
  rule: string
  severity: Severity
  ok: boolean
  /** What is wrong, one place each. */
  places: string[]
  /** What to do about it. */
  remedy?: string
  /** The output or file that was looked at. */
  output?: string
}

/** One idea each: what it means, what to do, and the places where it is broken. */
export interface Rule<Input> {
  id: string
  severity: Severity
  /** In one sentence, what is asked for. */
  about: string
  remedy: string
  find(input: Input): string[] | Promise<string[]>
}

export async function judge<Input>(rules: Rule<Input>[], input: Input, output?: string): Promise<Check[]> {
  const checks: Check[] = []
  for (const rule of rules) checks.push(answer(rule, await rule.find(input), output))
  return checks
}

export function answer({ id, severity, remedy }: Omit<Rule<never>, 'find'>, places: string[], output?: string): Check {
  return { rule: id, severity, ok: places.length === 0, places, remedy, ...(output === undefined ? {} : { output }) }
}
