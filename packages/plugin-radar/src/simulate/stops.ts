/** Where a simulation pauses: at every output, at every change of rain, and at least once a minute of its own clock. */
import type { Span } from './timeline.js'

export interface Stop {
  startMs: number
  endMs: number
  /** The span that it is a piece of. */
  span: Span
  /** True where the water is written at `endMs`. */
  output: boolean
}

/** Infiltration, TOPMODEL and signals are looked at as often; the answer depends on it, so it is no parameter. */
const pieceMs = 60_000

/** The stops after `afterMs`, in order; the same ones from wherever they are asked for. */
export function* stops(spans: Span[], outputMinutes: number, afterMs = Number.NEGATIVE_INFINITY): Generator<Stop> {
  const startMs = spans[0].startMs
  const endOfAllMs = spans[spans.length - 1].endMs
  const outputMs = outputMinutes * 60_000
  let outputs = 1
  const nextOutput = () => startMs + Math.round(outputs * outputMs)
  for (const span of spans) {
    let now = span.startMs
    while (now < span.endMs) {
      while (nextOutput() <= now) outputs++
      const piece = startMs + (Math.floor((now - startMs) / pieceMs) + 1) * pieceMs
      const endMs = Math.min(span.endMs, piece, nextOutput())
      if (endMs > afterMs) yield { startMs: now, endMs, span, output: endMs === nextOutput() || endMs === endOfAllMs }
      now = endMs
    }
  }
}
