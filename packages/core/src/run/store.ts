/**
 * The run store: a folder of run folders, and nothing else. No index, no database, no lock:
 * any number of processes may write runs at once, each in a folder of its own.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PhdError } from '../errors.js'
import { writeAtomic } from './files.js'
import { isAlive } from './liveness.js'
import type { Run } from './record.js'

export class Store {
  readonly root: string

  /** `root` is the folder of runs: `--runs`, else $PHD_RUNS, else ./runs. */
  constructor(root: string = process.env.PHD_RUNS ?? 'runs') {
    this.root = resolve(root)
  }

  dir(id: string): string {
    return join(this.root, id)
  }

  /** Make a new run folder; the id is its start time and four random letters. */
  create(): string {
    mkdirSync(this.root, { recursive: true })
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+Z/g, '')
    for (;;) {
      const id = `${stamp}-${letters(4)}`
      try {
        mkdirSync(this.dir(id))
        return id
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
    }
  }

  /** All runs, oldest first. A run whose process is gone without a word is `stopped`. */
  list(): Run[] {
    if (!existsSync(this.root)) return []
    const runs: Run[] = []
    for (const name of readdirSync(this.root).sort()) {
      if (existsSync(join(this.root, name, 'run.json'))) runs.push(this.read(name))
    }
    return runs
  }

  /** One run by its id, an unambiguous end or beginning of it, or `latest`. */
  open(id: string): Run {
    if (id !== 'latest' && existsSync(join(this.dir(id), 'run.json'))) return this.read(id)
    const runs = this.list()
    const found = id === 'latest' ? runs.slice(-1) : runs.filter((run) => run.id.startsWith(id) || run.id.endsWith(id))
    if (found.length === 1) return found[0]
    throw new PhdError('RUN_NOT_FOUND', found.length ? `"${id}" fits ${found.length} runs.` : `There is no run "${id}" in ${this.root}.`, {
      expected: found.length ? `one of: ${found.map((run) => run.id).join(', ')}` : 'the id of a run, or latest',
      received: id,
      remedy: 'phd runs list',
    })
  }

  /** The metrics of a run, one object a step, in the order they were written. */
  metrics(id: string): Record<string, number>[] {
    const file = join(this.dir(id), 'metrics.jsonl')
    if (!existsSync(file)) return []
    const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1) // a line without its end was cut by a crash
    return whole.map((line) => JSON.parse(line))
  }

  write(run: Run): void {
    writeAtomic(join(this.dir(run.id), 'run.json'), `${JSON.stringify(run, null, 2)}\n`)
  }

  appendMetric(id: string, values: Record<string, number>): void {
    appendFileSync(join(this.dir(id), 'metrics.jsonl'), `${JSON.stringify(values)}\n`)
  }

  /** Remove a run and all it wrote; a running one only with `force`. */
  remove(id: string, force = false): void {
    const run = this.open(id)
    if (run.status === 'running' && !force) {
      throw new PhdError('RUN_RUNNING', `Run ${run.id} is still running.`, { remedy: 'stop it first, or pass --force' })
    }
    rmSync(this.dir(run.id), { recursive: true })
  }

  private read(id: string): Run {
    const file = join(this.dir(id), 'run.json')
    let run: Run
    try {
      run = JSON.parse(readFileSync(file, 'utf8'))
    } catch (cause) {
      throw new PhdError('RUN_UNREADABLE', `${file} is not the record of a run.`, { expected: 'JSON as phd writes it', cause })
    }
    return run.status === 'running' && !isAlive(run, this.dir(id)) ? { ...run, status: 'stopped' } : run
  }
}

function letters(count: number): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
  return Array.from({ length: count }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join('')
}
