import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const own = /^(run\.json|metrics\.jsonl|log\.txt|code\.diff|heartbeat|resume-\d+\.json|\.claim-\d+|checkpoint|results)$|\.tmp$/

/** The files of a run folder that the experiment wrote itself, by path within it, sorted. */
export function artefacts(runDir: string): { file: string; bytes: number }[] {
  const files: { file: string; bytes: number }[] = []
  const walk = (dir: string) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      if (dir === runDir && own.test(entry.name)) continue
      const path = join(dir, entry.name)
      if (entry.isDirectory()) walk(path)
      else files.push({ file: relative(runDir, path), bytes: statSync(path).size })
    }
  }
  walk(runDir)
  return files.sort((a, b) => a.file.localeCompare(b.file))
}
