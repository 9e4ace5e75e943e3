/** The GPUs that the NVIDIA driver shows; an empty list where there is no driver. */
import { spawnSync } from 'node:child_process'

export interface Gpu {
  /** As nvidia-smi counts (PCI bus order). */
  index: number
  name: string
  memoryTotalMiB: number
  memoryFreeMiB: number
  driver: string
  /** Compute capability, for example `9.0`. */
  computeCapability: string
}

const query = 'index,name,memory.total,memory.free,driver_version,compute_cap'

export function gpus(): Gpu[] {
  const { status, stdout } = spawnSync('nvidia-smi', [`--query-gpu=${query}`, '--format=csv,noheader,nounits'], { encoding: 'utf8', timeout: 20_000 })
  return status === 0 ? parseGpus(stdout) : []
}

export function parseGpus(csv: string): Gpu[] {
  return csv
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 6 && /^\d+$/.test(cells[0]))
    .map(([index, name, total, free, driver, computeCapability]) => ({
      index: Number(index),
      name,
      memoryTotalMiB: Number.parseInt(total, 10),
      memoryFreeMiB: Number.parseInt(free, 10),
      driver,
      computeCapability,
    }))
}
