// One training step of five nets: ours op by op, compiled and through XLA, against Keras and PyTorch on the same batch.
//
//     node bench/train-step.js [--cases small,convnext,deeplab,unet,transformer] [--variants 'phd compiled,…'] [--rounds N]
//
// Each contestant is one process; they take turns, one step each (seven of the small net), so that all meet the same
// machine; which comes after which changes from round to round. Medians, percentiles and the ratio to Keras' tf.function go
// to bench/results/train-step.csv, from there to docs/results/train-step.md and its figure; rows of what is not run are kept.
// The Python environments are made here (PyTorch comes with its CUDA libraries: 6 GB). All of it takes 25 minutes on two
// cores that do nothing else; other work shows in PyTorch most, whose threads wait for each other.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { random } from '@phd/core'
import { median } from './record.js'
import { cases, nameOf, reference, variants } from './train-step/cases.js'
import { batchFolder, commandOf } from './train-step/command.js'
import { contestant } from './train-step/contestant.js'
import { row, writeResults } from './train-step/results.js'

const { values } = parseArgs({
  options: { cases: { type: 'string' }, variants: { type: 'string' }, rounds: { type: 'string' }, 'warm-up': { type: 'string', default: '3' } },
})
const chosen = (given, known) => {
  const names = given?.split(',').map((name) => name.trim()) ?? Object.keys(known)
  const unknown = names.filter((name) => !Object.hasOwn(known, name))
  if (unknown.length > 0) throw new Error(`expected some of: ${Object.keys(known).join(', ')}; received ${unknown.join(', ')}`)
  return names
}
const warmUp = Number(values['warm-up'])
const others = chosen(values.variants, variants).filter((name) => name !== reference)

for (const name of chosen(values.cases, cases)) {
  const folder = batchFolder(cases[name])
  const { atOnce = others.length, rounds } = cases[name]
  const rows = []
  const referenceHeats = []
  for (let at = 0; at < Math.max(1, others.length); at += atOnce || 1) {
    const heat = await compete(cases[name], folder, [reference, ...others.slice(at, at + atOnce)], Number(values.rounds ?? rounds))
    const { [reference]: base, ...rest } = heat
    referenceHeats.push(base)
    for (const [variant, it] of Object.entries(rest)) rows.push(row(nameOf(cases[name]), variant, { ...it, referenceSteps: base.steps }))
  }
  const steps = referenceHeats.flatMap((it) => it.steps)
  rows.push(row(nameOf(cases[name]), reference, { ...referenceHeats[0], steps, referenceSteps: steps }))
  writeResults(rows)
  console.table(rows, ['case', 'variant', 'median_ms', 'p10_ms', 'p90_ms', 'n', 'ratio_to_tf_function', 'first_step_ms', 'peak_rss_mb', 'reason'])
}

for (const made of ['document.js', 'figure.js']) execFileSync(process.execPath, [fileURLToPath(new URL(`train-step/${made}`, import.meta.url))])

/** One process for each, in turn; by variant its steps, or the reason why there are none. */
async function compete(of, folder, names, rounds) {
  const running = Object.fromEntries(names.map((name) => [name, { ...contestant(...commandOf(of, folder, name)), steps: [] }]))
  const fail = (name, reason) => {
    Object.assign(running[name], { failed: true, reason, steps: [] })
    process.stderr.write(`${name}: ${reason}\n`)
  }
  for (const [name, it] of Object.entries(running)) {
    const { failed, parameters, versions } = await it.next()
    if (failed !== undefined) fail(name, failed)
    else Object.assign(it, { parameters, versions })
  }
  const sizes = new Set(Object.values(running).flatMap(({ parameters }) => parameters ?? []))
  if (sizes.size > 1) throw new Error(`not the same model: ${[...sizes].join(', ')} parameters`)

  for (let round = 0; round < warmUp + rounds; round++) {
    for (const name of shuffled(names, random(1, `round ${round}`))) {
      const it = running[name]
      if (it.failed) continue
      const answer = await turn(it, of.stepsATurn ?? 1)
      if (answer.failed !== undefined) {
        fail(name, answer.failed)
        continue
      }
      it.firstStepMs ??= answer.firstMs
      if (round >= warmUp) it.steps.push(answer)
      const text = `${name.padEnd(18)} ${answer.milliseconds.toFixed(1).padStart(8)} ms  loss ${answer.loss.toFixed(4)}`
      process.stderr.write(`${of.title}, round ${round + 1}  ${text}${round < warmUp ? '  (warm-up)' : ''}\n`)
    }
  }
  await Promise.all(Object.values(running).map((it) => it.failed || it.end()))
  return running
}

/** Steps in a row; their median, or `{ failed }`. */
async function turn({ step, next }, count) {
  const answers = []
  while (answers.length < count) {
    step()
    answers.push(await next())
    if (answers.at(-1).failed !== undefined) return answers.at(-1)
  }
  const ms = answers.map(({ milliseconds }) => milliseconds)
  return { ...answers.at(-1), firstMs: ms[0], milliseconds: median(ms) }
}

/** Fisher and Yates. */
function shuffled(names, draw) {
  const list = [...names]
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1))
    ;[list[i], list[j]] = [list[j], list[i]]
  }
  return list
}
