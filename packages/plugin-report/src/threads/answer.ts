import { parentPort } from 'node:worker_threads'
import type { PhdError } from '@phd/core'
import type { Answered, Asked } from './messages.js'

export function answerQuestions<Question, Answer>(work: (question: Question) => Answer | Promise<Answer>): void {
  parentPort?.on('message', async ({ id, question }: Asked<Question>) => {
    try {
      tell({ id, answer: await work(question) })
    } catch (cause) {
      const { code, message, expected, received, remedy } = cause as PhdError
      tell({ id, code: (cause as Error).name === 'PhdError' ? code : undefined, message, detail: { expected, received, remedy } })
    }
  })

  function tell(answered: Answered<Answer>): void {
    parentPort?.postMessage(answered)
  }
}
