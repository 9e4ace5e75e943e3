/** Parameters of `radar/train`. */
import { PhdError } from '@phd/core'
import { z } from 'zod'

export const trainParams = z.object({
  data: z.string().describe('Dataset folder, as phd radar build writes it.'),
  model: z.string().default('deeplabv3plus-small').describe('A segmenter: deeplabv3plus, deeplabv3plus-small, or one of a plugin.'),
  epochs: z.int().min(1).default(8).describe('Times that every training sample is seen.'),
  batchSize: z.int().min(1).default(8).describe('Samples a step.'),
  learningRate: z.number().positive().default(2e-3).describe("Adam's rate at its highest."),
  schedule: z.enum(['cosine', 'constant']).default('cosine').describe('How the learning rate goes on: warm-up and half a cosine, or as it is.'),
  weightDecay: z.number().min(0).default(0.5).describe('Decoupled decay of the kernels, times the learning rate a step (AdamW).'),
  loss: z.string().default('cross-entropy-dice').describe('A loss: cross-entropy, cross-entropy-dice, or one of a plugin.'),
  window: z.int().min(16).optional().describe("Side of the square windows to train on, in water cells; without it the model's own."),
  wetThresholdMetres: z.number().positive().default(0.1).describe('Depth from which a cell counts as wet.'),
  augment: z.boolean().default(true).describe('Turn training windows by the eight symmetries of the square.'),
  compile: z.boolean().default(true).describe('Run each training step as one TensorFlow function, not op by op.'),
  xla: z.boolean().default(false).describe('Compile the step with XLA: often faster on a GPU, slower for convolutions on a CPU.'),
  precision: z.enum(['float32', 'bf16']).default('float32').describe('bf16: convolutions multiply bfloat16 numbers; everything else stays float32.'),
  allowLeakage: z.boolean().default(false).describe('Train although training and validation overlap; the run records it.'),
})

export type TrainParams = z.infer<typeof trainParams>

/** How the step is compiled; RADAR_NOT_COMPILED where it is asked for what only compiled steps have. */
export function compileOptions({ compile, xla, precision }: TrainParams): { xla: boolean; precision: 'float32' | 'bf16' } | false {
  if (compile) return { xla, precision }
  if (!xla && precision === 'float32') return false
  throw new PhdError('RADAR_NOT_COMPILED', 'XLA and bfloat16 are for compiled steps only.', {
    expected: '--no-compile, or --xla and --precision',
    received: `--no-compile with ${xla ? '--xla' : `--precision ${precision}`}`,
    remedy: 'leave out --no-compile',
    usage: true,
  })
}
