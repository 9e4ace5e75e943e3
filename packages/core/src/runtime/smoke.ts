/** Does a runtime work? A child process loads the addon and adds two numbers, so that a crash is an answer too. */
import { fileURLToPath } from 'node:url'
import { lastLines, runChild } from './child.js'
import { runtimeEnvironment } from './environment.js'

export interface Smoke {
  works: boolean
  /** Version that the library reports. */
  tensorflow?: string
  /** TensorFlow took a GPU. */
  gpu?: boolean
  /** What went wrong, or why TensorFlow took no GPU. */
  problem?: string
}

/** `device` as `chooseDevice` answers it. */
export async function smokeTest(addon: string, device: { kind: 'cpu' | 'cuda'; index?: number; uuid?: string }, signal?: AbortSignal): Promise<Smoke> {
  const script = fileURLToPath(new URL('./smoke-child.js', import.meta.url))
  const env = { ...process.env, ...runtimeEnvironment(device), TF_CPP_MIN_LOG_LEVEL: '0' }
  const { code, signal: killedBy, stdout, stderr } = await runChild(process.execPath, [script, addon], { env, signal })
  if (killedBy) return { works: false, problem: `it crashed (${killedBy})` }
  if (code !== 0) return { works: false, problem: lastLines(errorOf(stderr), 3) }
  const { sum, tensorflow, gpu } = JSON.parse(stdout) as { sum: number; tensorflow: string; gpu: boolean }
  if (sum !== 42) return { works: false, tensorflow, gpu, problem: `20 + 22 gave ${sum}` }
  return { works: true, tensorflow, gpu, problem: device.kind === 'cuda' && !gpu ? gpuComplaint(stderr) : undefined }
}

function errorOf(stderr: string): string {
  return /^\w*Error: .*$/m.exec(stderr)?.[0] ?? stderr
}

/** The lines in which TensorFlow says which library or driver it missed. */
function gpuComplaint(stderr: string): string {
  const said = stderr.split('\n').filter((line) => /dlopen|could not load|cuInit|cuda|driver|gpu/i.test(line))
  return lastLines(said.map((line) => line.replace(/^.*?\] /, '')).join('\n'), 3) || 'TensorFlow took no GPU and did not say why'
}
