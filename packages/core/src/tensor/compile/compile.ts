/**
 * `compile(step)`: a step of tfjs code as one TensorFlow function.
 *
 *     const step = compile((maps, labels) => { … optimizer.update(gradients); return loss })
 *     const loss = step(maps, labels)                // traced at the first call of each signature, then one call
 *     const same = await step.async(maps, labels)    // off the JavaScript thread; timers and signals go on
 *
 * The step is a pure function of its arguments and of variables: everything that it changes is a tf.Variable, made
 * before. It runs for each signature (types and shapes of the arguments), without computing; afterwards TensorFlow runs
 * the whole graph, optimised by Grappler, or through XLA. A plain call of the step itself is the same in eager mode, and
 * the reference. If a call fails, no variable has changed.
 *
 * Asynchronous calls run one after the other, in the order they were made; arguments may be disposed of at once. A
 * synchronous call that would change the variables of one under way is COMPILE_BUSY. A compiled step that another one
 * calls becomes part of it.
 */
import * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'
import { withoutOwnKernels } from '../own-kernels.js'
import { bfloat16Autocast, noAutocast } from './autocast.js'
import { tracedBackend } from './binding.js'
import { applyResults, type CompiledFunction, callInputs, requirePresent } from './call.js'
import { checkArguments, checkOptions } from './checks.js'
import { claim, inTurn } from './claims.js'
import { functionDevice, isOnCpu } from './function-device.js'
import { isTracing, type Step, trace } from './trace.js'

export interface CompileOptions {
  /** Compile with XLA: faster where many small ops follow each other, slower for convolutions on a CPU. */
  xla?: boolean
  /** `bf16`: products and convolutions take bfloat16 factors; everything else stays float32. */
  precision?: 'float32' | 'bf16'
  /** Where the function runs: `cpu`, or the device that TensorFlow was opened on (the default). */
  device?: string
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
  /** The same on another thread. The results belong to no tidy: dispose of them. */
  async(...args: A): Promise<R>
  readonly stats: CompileStats
  /** Give back the functions, once those under way have ended; calling afterwards is COMPILE_DISPOSED. */
  dispose(): void
}

let functions = 0

export function compile<A extends tf.Tensor[], R extends tf.TensorContainer>(step: Step<A, R>, options: CompileOptions = {}): Compiled<A, R> {
  checkOptions(options)
  const { xla = false, precision = 'float32' } = options
  const autocast = () => (precision === 'bf16' ? bfloat16Autocast({ onCpu: isOnCpu(options.device) }) : noAutocast)
  const bySignature = new Map<string, CompiledFunction<R>>()
  const stats: CompileStats = { ops: 0, traceMs: 0, signatures: 0, firstCallMs: 0 }
  let disposed = false

  const define = (args: A): CompiledFunction<R> => {
    const device = functionDevice(options.device)
    const started = performance.now()
    const traced = () => trace(step, args, autocast)
    const { builder, inputs, ...rest } = xla ? withoutOwnKernels(traced) : traced()
    const name = `phd_step_${functions++}`
    try {
      const outputs = rest.outputs.map(({ id }) => id)
      tracedBackend().binding.defineFunction(builder.graph, name, inputs, outputs, xla)
    } finally {
      builder.delete()
    }
    stats.ops += builder.ops
    stats.signatures++
    stats.traceMs += performance.now() - started
    return { name, device, called: false, ...rest }
  }
  const functionFor = (args: A): CompiledFunction<R> => {
    if (disposed) throw new PhdError('COMPILE_DISPOSED', 'The compiled step has been disposed of.')
    checkArguments(args)
    const signature = args.map(({ dtype, shape }) => `${dtype}[${shape}]`).join()
    const found = bySignature.get(signature) ?? define(args)
    bySignature.set(signature, found)
    return found
  }
  const timed = (found: CompiledFunction<R>, started: number) => {
    if (!found.called) stats.firstCallMs = performance.now() - started
    found.called = true
  }

  const compiled = (...args: A): R => {
    if (isTracing()) return step(...args)
    const found = functionFor(args)
    requirePresent(found)
    const { release } = claim(found.assigned)
    const started = performance.now()
    try {
      const ids = tracedBackend().binding.callFunction(found.name, callInputs(found, args), found.outputs.length, found.device)
      return applyResults(found, ids)
    } finally {
      release()
      timed(found, started)
    }
  }
  const async = async (...args: A): Promise<R> => {
    if (isTracing()) return step(...args) // to await it is COMPILE_RESULT
    const found = functionFor(args)
    const held = args.map((tensor) => tf.keep(tf.clone(tensor))) as A
    return inTurn(async () => {
      const started = performance.now()
      let release = () => {}
      try {
        requirePresent(found)
        const inputs = callInputs(found, held) // first: what waits in JavaScript gets its id here
        const taken = claim(found.assigned)
        release = taken.release
        const ids = await tracedBackend().binding.callFunctionAsync(found.name, inputs, found.outputs.length, found.device)
        return applyResults(found, ids, taken.untouched)
      } finally {
        release()
        tf.dispose(held)
        timed(found, started)
      }
    })
  }
  return Object.assign(compiled, {
    async,
    stats,
    dispose() {
      disposed = true
      const gone = [...bySignature.values()]
      bySignature.clear()
      inTurn(() => {
        for (const { name } of gone) tracedBackend().binding.removeFunction(name)
      })
    },
  })
}
