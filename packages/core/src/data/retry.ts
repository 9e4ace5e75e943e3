/** Try again after a while, ever longer: what a network does wrong is often right a little later. */
import { setTimeout as sleep } from 'node:timers/promises'

const firstWaitMs = 1000
const longestWaitMs = 60_000

export interface RetryOptions {
  /** Failures in a row that are forgiven. */
  retries: number
  /** False for an error that the next try would meet again. */
  retriable(error: unknown): boolean
  /** How much is done so far. More than at the last failure: the count begins anew. */
  done?(): number
  /** Told before each wait. */
  waiting?(error: unknown, waitMs: number): void
  /** The wait that the other side asked for. */
  askedMs?(error: unknown): number | undefined
  signal?: AbortSignal
  firstWaitMs?: number
}

/** What `work` gives; its last error where it fails once more than `retries` times without having got on. */
export async function retrying<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  let failures = 0
  let doneBefore = options.done?.() ?? 0
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const done = options.done?.() ?? 0
      failures = done > doneBefore ? 1 : failures + 1
      doneBefore = done
      if (options.signal?.aborted || failures > options.retries || !options.retriable(error)) throw error
      // Jitter is no result: several processes that failed together should not come back together.
      const waitMs = Math.max(options.askedMs?.(error) ?? 0, backOffMs(failures, Math.random(), options.firstWaitMs))
      options.waiting?.(error, waitMs)
      await sleep(waitMs, undefined, { signal: options.signal }).catch(() => {
        throw error
      })
    }
  }
}

/** The n-th wait, n from 1: doubled each time up to a minute, of which `jitter` (0 to 1) takes up to a half away. */
export function backOffMs(failure: number, jitter: number, firstMs = firstWaitMs): number {
  return Math.min(firstMs * 2 ** (failure - 1), longestWaitMs) * (1 - jitter / 2)
}
