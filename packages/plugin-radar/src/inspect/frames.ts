/** Frames of one field, read again. */
import { PhdError } from '@phd/core'
import { expandInputs, type InputOptions, inputFrames, utc } from '../import/index.js'
import { type FieldSurvey, fieldKey } from './survey.js'

/** In the order of the inputs; what cannot be read was reported by the survey. */
export async function* framesOf(words: string[], field: FieldSurvey, options: InputOptions): AsyncGenerator<{ values: Float32Array; timeMs: number }> {
  const key = fieldKey(field)
  for (const input of await expandInputs(words)) {
    for await (const { frame } of inputFrames(input, { ...options, damaged: () => {}, ignored: () => {} })) {
      if (frame.timeMs !== undefined && fieldKey(frame) === key) yield { values: frame.values, timeMs: frame.timeMs }
    }
  }
}

/** RADAR_INSPECT_FRAME where there is none of that time. */
export async function frameAt(words: string[], field: FieldSurvey, atMs: number, options: InputOptions): Promise<{ values: Float32Array; timeMs: number }> {
  for await (const frame of framesOf(words, field, options)) if (frame.timeMs === atMs) return frame
  const { timesMs, name } = field
  throw new PhdError('RADAR_INSPECT_FRAME', `There is no frame of ${name} at ${utc(atMs)}.`, {
    expected: timesMs.length > 0 ? `a time from ${utc(timesMs[0])} to ${utc(timesMs[timesMs.length - 1])}` : 'frames with times',
    received: utc(atMs),
    usage: true,
  })
}
