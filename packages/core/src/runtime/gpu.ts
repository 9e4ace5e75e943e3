/**
 * The GPUs that the NVIDIA driver shows and CUDA_VISIBLE_DEVICES allows; an empty list where there is no driver.
 *
 * `cuda:N` counts among the visible ones, as in every CUDA program: where Slurm gives a job the fourth GPU of a node,
 * that is `cuda:0`.
 */
import { spawnSync } from 'node:child_process'

export interface Gpu {
  /** N of `cuda:N`. */
  index: number
  /** What CUDA_VISIBLE_DEVICES takes. */
  uuid: string
  name: string
  memoryTotalMiB: number
  memoryFreeMiB: number
  driver: string
  /** For example `9.0`. */
  computeCapability: string
}

const query = 'index,name,memory.total,memory.free,driver_version,compute_cap,uuid'

// As the user or the job scheduler set it; we narrow it ourselves later
const visibleAtStart = process.env.CUDA_VISIBLE_DEVICES

export function gpus(): Gpu[] {
  const { status, stdout } = spawnSync('nvidia-smi', [`--query-gpu=${query}`, '--format=csv,noheader,nounits'], { encoding: 'utf8', timeout: 20_000 })
  return status === 0 ? visibleGpus(parseGpus(stdout), visibleAtStart) : []
}

/** Lines of nvidia-smi in the order of `query`. */
export function parseGpus(csv: string): Gpu[] {
  return csv
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 7 && /^\d+$/.test(cells[0]))
    .map(([index, name, total, free, driver, computeCapability, uuid]) => ({
      index: Number(index),
      uuid,
      name,
      memoryTotalMiB: Number.parseInt(total, 10),
      memoryFreeMiB: Number.parseInt(free, 10),
      driver,
      computeCapability,
    }))
}

/** Those that `visible` names by number or uuid, in its order, counted anew; CUDA stops at the first it does not know. */
export function visibleGpus(all: Gpu[], visible: string | undefined): Gpu[] {
  if (visible === undefined) return all
  const found: Gpu[] = []
  for (const name of visible.split(',').map((each) => each.trim())) {
    const gpu = all.find(({ index, uuid }) => (/^\d+$/.test(name) ? index === Number(name) : name.startsWith('GPU-') && uuid.startsWith(name)))
    const slice = name.startsWith('MIG-') ? all[0] && { ...all[0], uuid: name, name: `${all[0].name} (MIG slice)` } : undefined
    const chosen = gpu ?? slice
    if (!chosen) break
    found.push({ ...chosen, index: found.length })
  }
  return found
}
