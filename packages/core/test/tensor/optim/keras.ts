/** The same problem in Keras: weights after each step of each case. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { data } from './problem.js'

const python = process.env.PHD_ORACLE_PYTHON ?? fileURLToPath(new URL('../../../../../.oracle/bin/python', import.meta.url))
export const noPython = existsSync(python) ? false : `needs ${python}`

export interface KerasCase {
  optimizer: 'SGD' | 'Adam' | 'AdamW'
  options: Record<string, unknown>
  /** Learning rate of each step. */
  rates: number[]
  /** Under LossScaleOptimizer with these options; at the steps of `infinite` the kernel's gradient has one inf. */
  lossScale?: Record<string, number>
  infinite?: number[]
}

export interface KerasAnswer {
  weights: number[][]
  /** Mean of the weights so far, each weighed 0.9 ** age, in float64. */
  averages: number[][]
  scales: number[]
}

const script = `
import sys, json, numpy as np, keras, tensorflow as tf
given = json.load(sys.stdin)
inputs, targets = tf.reshape(tf.constant(given["data"]["inputs"]), (6, 3)), tf.reshape(tf.constant(given["data"]["targets"]), (6, 2))
answers = []
for case in given["cases"]:
    offset, kernel, bias = [keras.Variable(np.reshape(np.float32(v), s), name=n) for n, v, s in
        [("offset", [0.1], ()), ("kernel", given["data"]["kernel"], (3, 2)), ("bias", given["data"]["bias"], (2,))]]
    variables = [offset, kernel, bias]
    inner = getattr(keras.optimizers, case["optimizer"])(learning_rate=1.0, **case["options"])
    inner.exclude_from_weight_decay(var_list=[offset, bias])
    scaled = case.get("lossScale")
    optimizer = keras.optimizers.LossScaleOptimizer(inner, **scaled) if scaled else inner
    optimizer.build(variables)
    weights, averages, scales = [], [], []
    for step, rate in enumerate(case["rates"]):
        inner.learning_rate = rate
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.tanh(inputs @ kernel.value + bias.value) + offset.value - targets))
            if scaled: loss = optimizer.scale_loss(loss)
        gradients = tape.gradient(loss, [v.value for v in variables])
        if step in case.get("infinite", []): gradients[1] = gradients[1] * tf.constant([[1.0, 1.0], [1.0, float("inf")], [1.0, 1.0]])
        optimizer.apply(gradients, variables)
        weights.append(np.concatenate([kernel.numpy().ravel(), bias.numpy(), [offset.numpy()]]))
        ages = 0.9 ** np.arange(step, -1, -1.0)
        averages.append((np.float64(weights) * ages[:, None]).sum(0) / ages.sum())
        if scaled: scales.append(float(optimizer.dynamic_scale.numpy()))
    answers.append({"weights": [w.tolist() for w in weights], "averages": [a.tolist() for a in averages], "scales": scales})
print(json.dumps(answers))
`

export function inKeras(cases: KerasCase[]): KerasAnswer[] {
  const env = { ...process.env, KERAS_BACKEND: 'tensorflow', TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '-1' }
  const input = JSON.stringify({ data, cases })
  return JSON.parse(execFileSync(python, ['-c', script], { env, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }))
}
