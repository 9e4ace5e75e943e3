/** What goes between the main thread and another: a question with its number, an answer or an error with the same. */
import type { ErrorDetail } from '@phd/core'

export interface Asked<Question> {
  id: number
  question: Question
}

export type Answered<Answer> = { id: number } & ({ answer: Answer } | { code?: string; message: string; detail: ErrorDetail })
