/** What is wrong with a source: gathered with its place, so that a person reads all of it at once. */
import { isPhdError, PhdError } from '@phd/core'

export interface Problem {
  code: string
  line: number
  message: string
  expected?: string
  received?: string
  remedy?: string
}

const mostShown = 12

export class Problems {
  private readonly found: Problem[] = []

  readonly file: string

  constructor(file: string) {
    this.file = file
  }

  add(code: string, line: number, message: string, detail: { expected?: string; received?: string; remedy?: string } = {}): void {
    this.found.push({ code, line, message, ...detail })
  }

  /** What `make` answers; a PhdError of it becomes a problem of this line, and undefined is answered. */
  at<T>(line: number, make: () => T): T | undefined {
    try {
      return make()
    } catch (error) {
      if (!isPhdError(error)) throw error
      this.found.push({ code: error.code, line, message: error.message, expected: error.expected, received: error.received, remedy: error.remedy })
      return undefined
    }
  }

  /** One error for all: the first in full, each other in a line of its own. */
  throwIfAny(): void {
    if (this.found.length === 0) return
    const sorted = [...this.found].sort((a, b) => a.line - b.line)
    const [first, ...others] = sorted
    const lines = others
      .slice(0, mostShown)
      .map((problem) => `\n  ${this.place(problem)}${problem.remedy?.startsWith('did you mean') ? ` ${problem.remedy}` : ''}`)
    const more = others.length > mostShown ? `\n  and ${others.length - mostShown} more` : ''
    throw new PhdError(first.code, `${this.place(first)}${lines.join('')}${more}`, {
      expected: first.expected,
      received: first.received,
      remedy: first.remedy ?? `mend ${sorted.length === 1 ? 'that line' : 'these lines'}, then build again`,
    })
  }

  private place({ line, message }: Problem): string {
    return `${this.file}:${line}: ${message}`
  }
}
