/**
 * `compile(step)`: a step of tfjs code as one TensorFlow function.
 *
 *     const step = compile((maps, labels) => { … optimizer.update(gradients); return loss })
 *     const loss = step(maps, labels)          // traced at the first call of each signature, then one call
 *
 * The step is a pure function of its arguments and of variables: everything that it changes is a tf.Variable, made
 * before. It runs once for each signature (types and shapes of the arguments), without computing; afterwards TensorFlow
 * runs the whole graph, optimised by Grappler, or through XLA. A plain call of the step itself is the same in eager
 * mode, and the reference. If a call fails, no variable has changed.
 */
import type * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'
import { tracedBackend } from './binding.js'
import { type Step, type Trace, trace } from './trace.js'

export interface CompileOptions {
  /** Compile with XLA: faster where many small ops follow each other, slower for convolutions on a CPU. */
  xla?: boolean
}

export interface CompileStats {
  /** Ops in the graphs of all signatures. */
  ops: number
  traceMs: number
  signatures: number
  /** The first call of the newest signature, in which TensorFlow optimises the graph. */
  firstCallMs: number
}

export interface Compiled<A extends tf.Tensor[], R extends tf.TensorContainer> {
  (...args: A): R
  readonly stats: CompileStats
  /** Give back the functions; calling afterwards is COMPILE_DISPOSED. */
  dispose(): void
}

interface Function<R> extends Omit<Trace<R>, 'graph' | 'inputs' | 'ops'> {
  name: string
  called: boolean
}

let functions = 0

export function compile<A extends tf.Tensor[], R extends tf.TensorContainer>(step: Step<A, R>, { xla = false }: CompileOptions = {}): Compiled<A, R> {
  const bySignature = new Map<string, Function<R>>()
  const stats: CompileStats = { ops: 0, traceMs: 0, signatures: 0, firstCallMs: 0 }
  let disposed = false

  const define = (args: A): Function<R> => {
    const started = performance.now()
    const { graph, inputs, ops, ...rest } = trace(step, args)
    const { binding } = tracedBackend()
    const name = `phd_step_${functions++}`
    try {
      const outputs = rest.outputs.map(({ id }) => id)
      binding.defineFunction(graph, name, inputs, outputs, xla)
    } finally {
      binding.deleteGraph(graph)
    }
    stats.ops += ops
    stats.signatures++
    stats.traceMs += performance.now() - started
    return { name, called: false, ...rest }
  }

  const compiled = (...args: A): R => {
    if (disposed) throw new PhdError('COMPILE_DISPOSED', 'The compiled step has been disposed of.')
    const signature = args.map(({ dtype, shape }) => `${dtype}[${shape}]`).join()
    const found = bySignature.get(signature) ?? define(args)
    bySignature.set(signature, found)
    const started = performance.now()
    const result = call(found, args)
    if (!found.called) stats.firstCallMs = performance.now() - started
    found.called = true
    return result
  }
  return Object.assign(compiled, {
    stats,
    dispose() {
      for (const { name } of bySignature.values()) tracedBackend().binding.removeFunction(name)
      bySignature.clear()
      disposed = true
    },
  })
}

function call<R>({ name, captured, outputs, assigned, rebuild }: Function<R>, args: tf.Tensor[]): R {
  const backend = tracedBackend()
  const gone = captured.find(({ dataId }) => !backend.tensorMap.has(dataId))
  if (gone) {
    throw new PhdError('COMPILE_GONE', 'A tensor that the compiled step uses has been disposed of.', {
      remedy: 'keep tensors of the surroundings as long as the step, or pass them as arguments',
    })
  }
  const inputs = backend.getInputTensorIds([...args, ...(captured as tf.TensorInfo[])])
  const ids = backend.binding.callFunction(name, inputs, outputs.length)
  const tensors = ids.map((id, index) => backend.createOutputTensor({ ...outputs[index], id }))
  const results = tensors.slice(0, tensors.length - assigned.length)
  for (const [index, variable] of assigned.entries()) {
    const value = tensors[results.length + index]
    variable.assign(value)
    value.dispose()
  }
  return rebuild(results)
}
