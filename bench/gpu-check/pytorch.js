// A Python that has PyTorch, and the batch that it reads.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const probe =
  'import json, numpy, torch; print(json.dumps({"torch": torch.__version__, "cuda": torch.version.cuda, "numpy": numpy.__version__, "python": __import__("platform").python_version()}))'

/** {python, versions}, or {reason} where there is none. */
export function findPyTorch(python = 'python3', env = process.env) {
  const { status, stdout, stderr, error } = spawnSync(python, ['-c', probe], { env, encoding: 'utf8', timeout: 300_000 })
  if (status === 0) return { python, versions: JSON.parse(stdout.trim().split('\n').at(-1)) }
  const said = error?.code === 'ENOENT' ? 'not found' : (error?.message ?? (stderr.trim().split('\n').at(-1) || `ended with ${status}`))
  return { reason: `${python}: ${said}` }
}

/** Files for pytorch.py below `folder`: {net file, batch folder}. Written by a child: this process never opens TensorFlow. */
export function pytorchBatch(net, model, size, folder, env) {
  const batch = join(folder, `batch-${net}`)
  mkdirSync(batch, { recursive: true })
  const here = (name) => fileURLToPath(new URL(name, import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [here('write-batch.js'), net, JSON.stringify(size), batch], {
    env,
    encoding: 'utf8',
    timeout: 300_000,
  })
  if (status !== 0) throw new Error(`the batch of ${net}: ${stderr.trim().split('\n').at(-1)}`)
  return { file: here(`../train-step/pytorch/${model.replaceAll('-', '_')}.py`), batch }
}
