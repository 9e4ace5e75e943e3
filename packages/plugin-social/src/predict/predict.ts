/**
 * Predict the sentiment of every post of a file.
 *
 * In: a posts file. Out: a JSONL file with the same rows in the same order, none dropped, each with one more field named
 * `key` that holds what the model predicts. A JSONL row keeps its text to the letter: the field is put in before the
 * closing brace, so that numbers beyond JavaScript's precision stay as they were. The output is there whole or not at all.
 *
 * Errors: those of reading, SOCIAL_SAME_FILE, SOCIAL_KEY_TAKEN, SOCIAL_OUT, SOCIAL_STOPPED.
 */
import { existsSync, statSync } from 'node:fs'
import { PhdError } from '@phd/core'
import { lineWriter, postsFile, readRows, type SourceRow, textOf } from '../posts/index.js'
import type { SentimentPredictor } from '../sentiment/index.js'

export interface PredictOptions {
  input: string
  out: string
  /** Name of the field that is added. */
  key: string
  predictor: SentimentPredictor
  textField?: string
  signal?: AbortSignal
  /** `done` and `total` in megabytes read. */
  progress?(done: number, total: number, rows: number): void
}

/** The number of rows written. */
export async function predictFile({ input, out, key, predictor, textField, signal, progress }: PredictOptions): Promise<number> {
  const file = postsFile(input)
  refuseSameFile(input, out)
  const writer = await lineWriter(out)
  let rows = 0
  let bytes = 0
  try {
    for await (const batch of readRows(file, (count) => (bytes += count))) {
      if (signal?.aborted) throw new PhdError('SOCIAL_STOPPED', 'Stopped before the end; nothing was written.', { remedy: 'run the command again' })
      const predictions = await predictor.predict(batch.map((source) => textOf(source, { textField })))
      await writer.write(batch.map((source, i) => withField(source, key, predictions[i])))
      rows += batch.length
      progress?.(bytes / 1e6, file.bytes / 1e6, rows)
    }
    await writer.finish()
  } catch (error) {
    await writer.discard()
    throw error
  }
  return rows
}

function withField({ file, line, row, json }: SourceRow, key: string, value: unknown): string {
  if (key in row) {
    throw new PhdError('SOCIAL_KEY_TAKEN', `${file}, line ${line}: the post has a field "${key}" already.`, {
      expected: 'posts without it: nothing is overwritten',
      remedy: `choose another name: --key ${key}-2`,
    })
  }
  return `${json.slice(0, -1).trimEnd()},${JSON.stringify(key)}:${JSON.stringify(value)}}`
}

/** The same file also by another path, a link included. */
function refuseSameFile(input: string, out: string): void {
  if (!existsSync(out)) return
  const a = statSync(input, { bigint: true })
  const b = statSync(out, { bigint: true })
  if (a.dev !== b.dev || a.ino !== b.ino) return
  throw new PhdError('SOCIAL_SAME_FILE', 'The output is the input itself.', {
    expected: 'another file: posts as they were collected are never overwritten',
    received: out,
    usage: true,
  })
}
