// A solver on the device, without network or gradient: runoff from many hillslopes, in JavaScript, op by op, compiled.
//
//     node examples/compiled-step/stencil.js [--slopes 512] [--hours 0.5] [--xla] [--device cpu] [--json]
//
// Two references: the same loop over JavaScript's numbers, and the known end, a discharge of all the rain. Ends with 1
// where a contestant's discharge parts from the loop's by more than the limit.
import { parseArgs } from 'node:util'
import { compile, openTensorFlow, tf } from '@phd/core/tensor'
import { difference, measure, row, table } from './measure.js'
import { cells, conveyances, lengthMetres, rain, runoff, runoffOfNumbers, stepsPerCall, timeStep } from './runoff.js'

const { values } = parseArgs({
  options: {
    slopes: { type: 'string', default: '512' },
    hours: { type: 'string', default: '0.5' },
    xla: { type: 'boolean' },
    device: { type: 'string', default: 'auto' },
    json: { type: 'boolean' },
  },
})
const limit = 1e-4 // float32 against doubles

const { device } = await openTensorFlow(values.device)
const conveyance = conveyances(Number(values.slopes))
const dtSeconds = timeStep(conveyance)
const calls = Math.ceil((Number(values.hours) * 3600) / dtSeconds / stepsPerCall)

const contestants = { javascript: javascript(), eager: inTurn(), compiled: inTurn({}), async: asynchronous() }
if (values.xla) contestants.xla = inTurn({ xla: true })
const measured = await measure(contestants, calls)

const rows = Object.entries(measured).map(([name, it]) => {
  const of = row(name, it, {
    ofRain: it.answers.at(-1) / (rain * lengthMetres),
    difference: difference(it.answers, measured.javascript.answers),
  })
  return { ...of, millionCellsPerSecond: (conveyance.length * cells * stepsPerCall) / of.medianMs / 1e3 }
})
const parted = rows.filter(({ difference }) => !(difference <= limit))

if (values.json) console.log(JSON.stringify({ device, rows: rows.map((it) => ({ ...it, discharges: measured[it.name].answers })) }))
else {
  const columns = [
    { key: 'ofRain', label: 'discharge / rain', digits: 6 },
    { key: 'difference', label: 'difference' },
    { key: 'millionCellsPerSecond', label: 'M cells/s', digits: 1 },
  ]
  console.log(`${conveyance.length} slopes of ${cells} cells, ${calls} calls of ${stepsPerCall} steps of ${dtSeconds.toFixed(2)} s, in turns, on ${device}\n`)
  console.log(
    table(
      rows.map((it) => ({ ...it, difference: it.difference.toExponential(1) })),
      columns,
    ),
  )
}
for (const { name, difference } of parted) console.error(`${name}: differs from JavaScript's numbers by ${difference}, expected at most ${limit}`)
process.exitCode = parted.length > 0 ? 1 : 0

function javascript() {
  const step = runoffOfNumbers(conveyance, dtSeconds)
  return () => step(rain)
}

/** Eager without options. */
function inTurn(options) {
  const step = runoff(conveyance, dtSeconds)
  const run = options ? compile(step, options) : step
  return () => tf.tidy(() => run(tf.scalar(rain)).dataSync()[0])
}

function asynchronous() {
  const run = compile(runoff(conveyance, dtSeconds))
  const falling = tf.scalar(rain)
  return async () => {
    const discharge = await run.async(falling)
    const [value] = discharge.dataSync()
    discharge.dispose()
    return value
  }
}
