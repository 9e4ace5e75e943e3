/** The line of the step that an error comes from, found in the stack: the innermost frame outside tfjs and this package. */
import { fileURLToPath } from 'node:url'

/** This package, built or, where frames are mapped to their sources, as written. */
const core = fileURLToPath(new URL('../../../', import.meta.url))
const foreign = ['node:', '/node_modules/@tensorflow/', `${core}lib/`, `${core}src/`]

/** `what, at file:line:column`; only `what` where no line is known. */
export function atLine(what: string): string {
  const place = stack().map(ownPlace).find(Boolean)
  return place ? `${what}, at ${place}` : what
}

/** The name of the tfjs function that the step called. */
export function calledFunction(): string | undefined {
  const frames = stack()
  const name = frames
    .slice(0, Math.max(frames.findIndex(ownPlace), 0))
    .filter((frame) => frame.includes('/@tensorflow/'))
    .map((frame) => frame.match(/at (?:async )?(?:Object\.|Module\.)?([\w$.]+) /)?.[1])
    .at(-1)
  return name?.replace(/_?_op$|_$/, '')
}

/** file:line:column of a frame of the step's own code. */
function ownPlace(frame: string): string | undefined {
  if (foreign.some((part) => frame.includes(part))) return undefined
  return frame.match(/\(?(?:file:\/\/)?(\/[^()]*:\d+:\d+)\)?$/)?.[1]
}

function stack(): string[] {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 200
  const frames = new Error().stack?.split('\n').slice(1) ?? []
  Error.stackTraceLimit = stackTraceLimit
  return frames
}
