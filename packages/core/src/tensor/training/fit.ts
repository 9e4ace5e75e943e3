/**
 * The training loop: epochs of steps, one row of metrics an epoch, checkpoints that a later process takes up.
 *
 * The step is one pure function over variables: weights, moments, learning rate and step count live in tf.Variables,
 * batches come in as tensors, sums go out as tensors, nothing is read inside. A checkpoint holds every variable, the
 * place in the epoch and the sums so far; batches depend on (epoch, step) alone. So a run that was killed and taken up
 * again does the same steps as one that was not.
 */
import { setImmediate } from 'node:timers/promises'
import * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'
import type { Context } from '../../run/index.js'
import { type CompileOptions, compile } from '../compile/index.js'
import { readVariables, writeVariables } from '../layers/index.js'
import type { Optimizer } from '../optim/index.js'
import { oneAhead } from './one-ahead.js'

export interface Fit {
  epochs: number
  stepsPerEpoch: number
  samplesPerStep: number
  /** Everything that training changes besides the optimizer's own variables. */
  variables: Iterable<[string, tf.Variable]>
  optimizer: Optimizer
  /** The tensors of one batch, a function of its place alone; the loop disposes of them, and asks one step ahead. */
  batch(epoch: number, step: number): Promise<tf.Tensor[]>
  /** Trace the step once and run it as one TensorFlow function; false runs it op by op, to the same end. */
  compile: CompileOptions | false
  /** One training step; answers a vector of sums over the batch, the loss times samples first. */
  step(...batch: tf.Tensor[]): tf.Tensor1D
  /** Learning rate by the share of training done, 0 to 1. */
  learningRate(done: number): number
  /** The row of metrics at the end of an epoch, from the sums over its steps. */
  endEpoch(epoch: number, sums: number[]): Promise<Record<string, number>>
}

interface Place {
  epoch: number
  step: number
  sums: number[]
  history: Record<string, number>[]
  seconds: number
}

/** Long epochs are saved in between, at most this much work is lost. */
const saveEverySeconds = 120

/** Trains, or goes on from the run's checkpoint; answers the metrics of all epochs. Stops early, saved, when `phd.signal` aborts. */
export async function fit(phd: Context, it: Fit): Promise<{ history: Record<string, number>[]; seconds: number }> {
  const variables = [...it.variables, ...[...it.optimizer.variables].map(([name, variable]): [string, tf.Variable] => [`optimizer/${name}`, variable])]
  const place = restore(phd, variables)
  const total = it.epochs * it.stepsPerEpoch
  const compiled = it.compile ? compile(it.step, it.compile) : undefined
  const step = compiled ? compiled.async : async (...batch: tf.Tensor[]) => tf.tidy(() => it.step(...batch))
  let started = Date.now()
  let saved = Date.now()
  const save = () => {
    place.seconds += (Date.now() - started) / 1000
    started = Date.now()
    saved = started
    phd.save({ tensors: readVariables(variables), state: place })
  }
  const batches = oneAhead(total, (index) => it.batch(Math.floor(index / it.stepsPerEpoch), index % it.stepsPerEpoch))
  const trainEpoch = async () => {
    for (; place.step < it.stepsPerEpoch; place.step++) {
      await setImmediate() // lets signals in
      const done = place.epoch * it.stepsPerEpoch + place.step
      if (phd.signal.aborted) return
      if ((Date.now() - saved) / 1000 > saveEverySeconds) save()
      setVariable(it.optimizer.learningRate, it.learningRate(done / total))
      const batch = await batches.take(done)
      const running = step(...batch)
      batches.prepare()
      add(place.sums, await valuesOf(running, batch))
      const loss = place.sums[0] / ((place.step + 1) * it.samplesPerStep)
      if (!Number.isFinite(loss)) throw diverged(place)
      phd.progress((done + 1) * it.samplesPerStep, total * it.samplesPerStep, `epoch ${place.epoch + 1}/${it.epochs}  loss ${loss.toFixed(3)}`)
    }
  }
  try {
    while (place.epoch < it.epochs) {
      await trainEpoch()
      if (place.step === it.stepsPerEpoch) {
        const row = await it.endEpoch(place.epoch, place.sums)
        phd.metric({ epoch: place.epoch + 1, ...row })
        place.history.push({ epoch: place.epoch + 1, ...row })
        Object.assign(place, { epoch: place.epoch + 1, step: 0, sums: [] })
      }
      save()
      if (phd.signal.aborted) break
    }
    return place
  } finally {
    await batches.dispose()
    compiled?.dispose()
  }
}

function restore(phd: Context, variables: [string, tf.Variable][]): Place {
  const saved = phd.load<Place>()
  if (!saved) return { epoch: 0, step: 0, sums: [], history: [], seconds: 0 }
  writeVariables(variables, saved.tensors)
  return saved.state
}

async function valuesOf(running: Promise<tf.Tensor1D>, batch: tf.Tensor[]): Promise<Float32Array> {
  try {
    const sums = await running
    const values = sums.dataSync() as Float32Array
    sums.dispose()
    return values
  } finally {
    tf.dispose(batch)
  }
}

function add(sums: number[], values: Float32Array): void {
  values.forEach((value, index) => {
    sums[index] = (sums[index] ?? 0) + value
  })
}

function setVariable(variable: tf.Variable, value: number): void {
  tf.tidy(() => variable.assign(tf.scalar(value)))
}

function diverged({ epoch, step }: Place): PhdError {
  return new PhdError('TRAINING_DIVERGED', `The loss is no longer a number in epoch ${epoch + 1}, step ${step + 1}.`, {
    remedy: 'lower --learning-rate; the last checkpoint is from before',
  })
}
