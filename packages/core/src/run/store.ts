/**
 * The run store: a folder of run folders, and nothing else. No index, no database, no lock:
 * any number of processes may write runs at once, each in a folder of its own.
 *
 * An id is taken whole, by an unambiguous beginning or end of it, as the path of the run's folder, or as `latest`.
 * Errors: RUNS_FOLDER, RUN_NOT_FOUND, RUN_UNREADABLE, RUN_RUNNING, METRICS_UNREADABLE.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { isPhdError, PhdError } from '../errors.js'
import { writeAtomic } from './files.js'
import { isAlive } from './liveness.js'
import { readLastMetrics, readMetrics } from './metrics.js'
import { isRun, type Run, type UnreadableRun } from './record.js'

export class Store {
  readonly root: string

  /** `root` is the folder of runs: `--runs`, else $PHD_RUNS, else ./runs. */
  constructor(root: string = process.env.PHD_RUNS || 'runs') {
    this.root = resolve(root)
  }

  dir(id: string): string {
    return join(this.root, id)
  }

  /** Make a new run folder; the id is its start time and four random letters. */
  create(): string {
    makeFolder(this.root)
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

  /** All runs that can be read, oldest first. A run whose process is gone without a word is `stopped`. */
  list(): Run[] {
    return this.scan().filter((run): run is Run => run.status !== 'unreadable')
  }

  /** All runs, oldest first; one that cannot be read comes as `unreadable` with the reason. */
  scan(): (Run | UnreadableRun)[] {
    const runs = this.ids().map((id): Run | UnreadableRun => {
      try {
        return this.read(id)
      } catch (error) {
        if (!isPhdError(error)) throw error
        return { id, status: 'unreadable', error: { code: error.code, message: error.message } }
      }
    })
    return runs.sort((a, b) => startOf(a).localeCompare(startOf(b)) || a.id.localeCompare(b.id))
  }

  /**
   * One run. With `experiment`, `latest` is the latest run of that experiment: an experiment that opened plain
   * `latest` would find its own run.
   */
  open(id: string, { experiment }: { experiment?: string } = {}): Run {
    if (id !== 'latest' || !experiment) return this.read(this.find(id))
    const latest = this.list()
      .filter((run) => run.experiment === experiment)
      .at(-1)
    if (latest) return latest
    throw new PhdError('RUN_NOT_FOUND', `There is no run of ${experiment} in ${this.root}.`, { received: id, remedy: 'phd runs list' })
  }

  /** The metrics of a run, one object a step, in the order they were written. */
  metrics(id: string): Record<string, number>[] {
    return readMetrics(join(this.dir(id), 'metrics.jsonl'))
  }

  /** The last line of the metrics, read from the end of the file; undefined where there is none. */
  lastMetrics(id: string): Record<string, number> | undefined {
    return readLastMetrics(join(this.dir(id), 'metrics.jsonl'))
  }

  write(run: Run): void {
    writeAtomic(join(this.dir(run.id), 'run.json'), `${JSON.stringify(run, null, 2)}\n`)
  }

  /** NaN and the infinities are written as null, and read back as NaN. */
  appendMetric(id: string, values: Record<string, number>): void {
    appendFileSync(join(this.dir(id), 'metrics.jsonl'), `${JSON.stringify(values)}\n`)
  }

  /** Remove a run and all it wrote, and answer its id; a running or unreadable one only with `force`. */
  remove(id: string, force = false): string {
    const found = this.find(id)
    if (!force && this.read(found).status === 'running') {
      throw new PhdError('RUN_RUNNING', `Run ${found} is still running.`, { remedy: 'stop it first, or pass --force' })
    }
    const leaving = join(this.root, `.removed-${found}`)
    renameSync(this.dir(found), leaving) // from here on it is gone, also where removing is cut short
    rmSync(leaving, { recursive: true, force: true })
    return found
  }

  private ids(): string[] {
    if (!existsSync(this.root)) return []
    if (!statSync(this.root).isDirectory()) throw notAFolder(this.root, 'a file of that name')
    return readdirSync(this.root)
      .filter((name) => !name.startsWith('.') && existsSync(join(this.root, name, 'run.json')))
      .sort()
  }

  private find(id: string): string {
    const ids = this.ids()
    const path = resolve(id)
    const name = id.includes('/') && dirname(path) === this.root ? basename(path) : id
    if (ids.includes(name)) return name
    const found =
      name === 'latest'
        ? this.scan()
            .slice(-1)
            .map((run) => run.id)
        : name === ''
          ? []
          : ids.filter((known) => known.startsWith(name) || known.endsWith(name))
    if (found.length === 1) return found[0]
    throw new PhdError('RUN_NOT_FOUND', found.length ? `"${id}" fits ${found.length} runs.` : `There is no run "${id}" in ${this.root}.`, {
      expected: found.length ? `one of: ${found.join(', ')}` : 'the id of a run, or latest',
      received: id,
      remedy: existsSync(join(path, 'run.json')) ? `name the folder of that run's runs: --runs ${dirname(path)}` : 'phd runs list',
    })
  }

  private read(id: string): Run {
    const file = join(this.dir(id), 'run.json')
    const run = readJson(file)
    if (!isRun(run)) throw unreadable(file)
    const known = { ...run, id } // a renamed folder is found by its new name
    return run.status === 'running' && !isAlive(run, this.dir(id)) ? { ...known, status: 'stopped' } : known
  }
}

/** `20261124T221831.042`, to the millisecond where the run can be read, so that runs of one second are in order. */
function startOf(run: Run | UnreadableRun): string {
  return run.status === 'unreadable' ? run.id : run.started.replace(/[-:Z]/g, '')
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

function unreadable(file: string, cause?: unknown): PhdError {
  return new PhdError('RUN_UNREADABLE', `${file} is not the record of a run.`, {
    expected: 'JSON as phd writes it',
    remedy: `mend the file, or remove the run: phd runs rm ${basename(dirname(file))} --force`,
    cause,
  })
}

/** Folder by folder: Node's own recursive mkdir never returns where the system answers ENOENT for a parent that exists. */
function makeFolder(path: string): void {
  try {
    if (!existsSync(dirname(path))) makeFolder(dirname(path))
    mkdirSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(path).isDirectory()) return
    if (code === 'EEXIST' || code === 'ENOTDIR') throw notAFolder(path, 'a file where the folder should be', error)
    if (code === 'ENOENT') throw notAFolder(path, 'a place where no folder can be made', error)
    throw error
  }
}

function notAFolder(path: string, received: string, cause?: unknown): PhdError {
  return new PhdError('RUNS_FOLDER', `${path} cannot hold runs.`, { expected: 'a folder', received, remedy: 'choose another folder: --runs DIR', cause })
}

function letters(count: number): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
  return Array.from({ length: count }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join('')
}
