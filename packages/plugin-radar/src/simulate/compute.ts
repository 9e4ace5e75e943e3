/** Which of our solvers computes, and where. TensorFlow is loaded only where it is the answer. */
import { PhdError } from '@phd/core'

export type SolverName = 'wasm' | 'tensor'

/** As asked for. */
export interface Compute {
  /** `cpu` (default), `cuda:N`, or `auto`: a GPU where one can be used. */
  device?: string
  /** `wasm`: WebAssembly on threads of the CPU, float64. `tensor`: TensorFlow, float32. Default: wasm on the CPU, tensor on a GPU. */
  solver?: SolverName
}

/** As taken. */
export interface Computing {
  solver: SolverName
  /** `cpu` or `cuda:0`. */
  device: string
  precision: 'float64' | 'float32'
}

const wasm: Computing = { solver: 'wasm', device: 'cpu', precision: 'float64' }

/** Errors: RADAR_SIMULATE_OPTION; those of the runtime where the device or TensorFlow is not there. */
export async function takeCompute({ device = 'cpu', solver }: Compute, threads: number | undefined, log?: (line: string) => void): Promise<Computing> {
  if (solver === 'wasm' && device !== 'cpu' && device !== 'auto')
    throw wrong('the CPU for the solver wasm', `--device ${device}`, '--solver tensor, or no --solver, computes there')
  if (solver === 'wasm' || (solver === undefined && device === 'cpu')) {
    if (device === 'auto') log?.('Computing on CPU, as --solver wasm does.')
    return wasm
  }
  if (threads !== undefined && (solver === 'tensor' || device !== 'auto'))
    throw wrong('--threads with the solver wasm alone', `--threads ${threads} with the solver tensor`, 'leave --threads away: TensorFlow has its own')
  if (solver === 'tensor' || device !== 'auto') return onTensors(device, log)
  try {
    return await onTensors('cuda:0', log)
  } catch (error) {
    if (!(error instanceof PhdError && error.code === 'RUNTIME_NO_GPU')) throw error
    log?.(`Computing on CPU with the solver wasm: ${error.message}`)
    return wasm
  }
}

async function onTensors(asked: string, log?: (line: string) => void): Promise<Computing> {
  const { openTensorFlow } = await import('@phd/core/tensor')
  const { device, why } = await openTensorFlow(asked)
  log?.(`Computing on ${why}, with the solver tensor.`)
  return { solver: 'tensor', device, precision: 'float32' }
}

/** What TensorFlow cannot slice. */
export function checkGrid({ solver }: Computing, { rows, columns }: { rows: number; columns: number }): void {
  if (solver === 'wasm' || (rows >= 2 && columns >= 2)) return
  throw wrong('terrain of two rows and two columns or more for the solver tensor', `${rows} x ${columns} cells`, '--solver wasm --device cpu')
}

/** HAIL-CAESAR's model is one loop on the CPU. */
export function requirePlainCpu({ device = 'cpu', solver }: Compute): void {
  if (device === 'cpu' && solver === undefined) return
  const received = [...(device === 'cpu' ? [] : [`--device ${device}`]), ...(solver ? [`--solver ${solver}`] : [])].join(' ')
  throw wrong("HAIL-CAESAR's model on the CPU, with no solver of ours", received, 'leave --compat or --params away for our solvers')
}

function wrong(expected: string, received: string, remedy: string): PhdError {
  return new PhdError('RADAR_SIMULATE_OPTION', 'This cannot be computed so.', { expected, received, remedy, usage: true })
}
