/**
 * Every failure a user can meet is a PhdError: a stable code, what was expected, what came, the way out.
 *
 * The code is `AREA_WHAT`, for example `RADAR_SHARD_TRUNCATED`; tests and scripts may rely on it.
 * Compare codes, never classes: a plugin may carry its own copy of core.
 */
export interface ErrorDetail {
  /** What would have been right, for example `a 2-d grid`. */
  expected?: string
  /** What came instead. */
  received?: string
  /** The line that mends it, best a command. */
  remedy?: string
  /** True where the command line itself was wrong: exit code 2 instead of 1. */
  usage?: boolean
  cause?: unknown
}

export class PhdError extends Error {
  readonly code: string
  readonly expected?: string
  readonly received?: string
  readonly remedy?: string
  readonly usage: boolean

  constructor(code: string, message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.name = 'PhdError'
    this.code = code
    this.expected = detail.expected
    this.received = detail.received
    this.remedy = detail.remedy
    this.usage = detail.usage ?? false
  }
}

/** True for a PhdError of any copy of core. */
export function isPhdError(error: unknown): error is PhdError {
  return error instanceof Error && error.name === 'PhdError' && typeof (error as PhdError).code === 'string'
}

/** The form every error is printed in: one line, then expected, received and what to try. */
export function formatError(error: PhdError): string {
  const lines = [`Error ${error.code}: ${error.message}`]
  if (error.expected) lines.push(`  expected: ${error.expected}`)
  if (error.received) lines.push(`  received: ${error.received}`)
  if (error.remedy) lines.push(`  try:      ${error.remedy}`)
  return lines.join('\n')
}

/** The same as plain data, for `--json`. */
export function errorToJson(error: PhdError): Record<string, unknown> {
  const { code, message, expected, received, remedy } = error
  return { error: { code, message, expected, received, remedy } }
}
