import { Worker } from 'node:worker_threads'
import { PhdError } from '@phd/core'
import type { Answered, Asked } from './messages.js'

interface Waiting<Answer> {
  resolve(answer: Answer): void
  reject(error: unknown): void
}

interface Thread<Answer> {
  worker: Worker
  waiting: Map<number, Waiting<Answer>>
}

export class ThreadPool<Question, Answer> {
  private readonly file: URL
  private readonly most: number
  private threads: Thread<Answer>[] = []
  private asked = 0

  constructor(file: URL, most: number) {
    this.file = file
    this.most = most
  }

  /** Starts a thread ahead of the first question, which it then answers at once. */
  start(): void {
    if (this.threads.length === 0) this.begin().worker.unref()
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const thread = this.leastBusy()
      const asked: Asked<Question> = { id: this.asked++, question }
      thread.worker.postMessage(asked)
      thread.waiting.set(asked.id, { resolve, reject })
      thread.worker.ref()
    })
  }

  /** Another thread is worth its start where two questions wait. */
  private leastBusy(): Thread<Answer> {
    const [first] = [...this.threads].sort((a, b) => a.waiting.size - b.waiting.size)
    return first && (first.waiting.size < 2 || this.threads.length === this.most) ? first : this.begin()
  }

  private begin(): Thread<Answer> {
    const thread: Thread<Answer> = { worker: new Worker(this.file), waiting: new Map() }
    thread.worker.on('message', ({ id, ...answered }: Answered<Answer>) => {
      const waiting = thread.waiting.get(id)
      thread.waiting.delete(id)
      if (thread.waiting.size === 0) thread.worker.unref()
      if ('answer' in answered) waiting?.resolve(answered.answer)
      else waiting?.reject(answered.code === undefined ? new Error(answered.message) : new PhdError(answered.code, answered.message, answered.detail))
    })
    const lost = (error: unknown) => {
      this.threads = this.threads.filter((other) => other !== thread)
      for (const { reject } of thread.waiting.values()) reject(error)
      thread.waiting.clear()
    }
    thread.worker.on('error', lost)
    thread.worker.on('exit', (code) => lost(new Error(`a thread ended with ${code} before it answered`)))
    this.threads.push(thread)
    return thread
  }
}
