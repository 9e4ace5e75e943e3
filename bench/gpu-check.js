// Does a GPU compute what the CPU computes, and how fast? One command, no network, nothing written but in --out.
//
//     node bench/gpu-check.js [--device cuda:0] [--out gpu-check-results]      or, of a bundle, phd-bundle/gpu-check
//
// gpu-check.json has everything, gpu-check.md the table; both are written after each section too, so that a job that is cut
// off leaves what it had. Every part runs in processes of its own with a time limit. docs/guide/gpu-check.md says how to read it.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { errorToJson, formatError, isPhdError, streamProgress, writeAtomic } from '@phd/core'
import { runItems } from './gpu-check/children.js'
import { deviceFacts } from './gpu-check/device.js'
import { optionsOf, usage } from './gpu-check/options.js'
import { reportText } from './gpu-check/report.js'
import { runners } from './gpu-check/sections/index.js'

const stop = new AbortController()
const exitCodes = { SIGINT: 130, SIGTERM: 143 }
for (const name of Object.keys(exitCodes)) process.once(name, () => stop.abort(name))

try {
  const options = optionsOf(process.argv.slice(2))
  if (options.help) process.stdout.write(usage)
  else process.exitCode = await check(options)
} catch (error) {
  if (!isPhdError(error)) throw error
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(errorToJson(error))}\n`)
  else process.stderr.write(`${formatError(error)}\n`)
  process.exitCode = error.usage ? 2 : 1
}

/** The exit code. */
async function check(options) {
  const facts = deviceFacts(options.device)
  const begun = Date.now()
  const report = {
    format: 1,
    complete: false,
    agrees: false,
    rehearsal: facts.device === 'cpu',
    quick: options.quick,
    started: new Date(begun).toISOString(),
    seconds: 0,
    facts,
    sections: {},
    problems: [],
  }
  const temporary = join(options.out, 'temporary')
  mkdirSync(join(temporary, 'tmp'), { recursive: true })
  const write = () => {
    report.seconds = (Date.now() - begun) / 1000
    writeAtomic(join(options.out, 'gpu-check.json'), `${JSON.stringify(report, undefined, 2)}\n`)
    writeAtomic(join(options.out, 'gpu-check.md'), reportText(report))
  }
  try {
    await runSections(options, facts, temporary, report, write)
    report.complete = true
  } catch (error) {
    if (!stop.signal.aborted) throw error
    report.problems.push(`stopped by ${stop.signal.reason}`)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
    report.agrees = report.complete && report.problems.length === 0
    write()
  }
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : reportText(report))
  process.stderr.write(`${join(options.out, 'gpu-check.json')} and gpu-check.md are written.\n`)
  return exitCodes[stop.signal.reason] ?? (report.agrees ? 0 : 1)
}

async function runSections(options, facts, temporary, report, write) {
  const chosen = { ...options, bf16: facts.bf16 }
  const env = environment(temporary)
  const progress = streamProgress()
  const total = options.sections.reduce((sum, name) => sum + runners[name].weight(chosen), 0)
  let done = 0
  const tick = (weight, note) => {
    done += weight
    progress.update(Math.round(done), Math.round(total), note)
  }
  const inChildren = (items, how) => runItems(items, { command: process.execPath, env, signal: stop.signal, ...how })
  try {
    for (const name of options.sections) {
      try {
        const { problems, ...section } = await runners[name].run({ options: chosen, facts, env, temporary, tick, runItems: inChildren })
        report.sections[name] = section
        report.problems.push(...problems.map((problem) => `${name}: ${problem}`))
      } catch (error) {
        if (stop.signal.aborted) throw error
        progress.interrupt(() => process.stderr.write(`${error.stack}\n`))
        report.problems.push(`${name}: broke off: ${error.message}`) // the other sections do not depend on it
      }
      write()
    }
  } finally {
    progress.end()
  }
}

/** Every cache and temporary file of the children in one folder, which goes at the end; a cache of CUDA that the user names stays. */
function environment(temporary) {
  return {
    ...process.env,
    TMPDIR: join(temporary, 'tmp'),
    XDG_CACHE_HOME: join(temporary, 'cache'),
    CUDA_CACHE_PATH: process.env.CUDA_CACHE_PATH ?? join(temporary, 'cuda'),
    TORCHINDUCTOR_CACHE_DIR: join(temporary, 'inductor'),
    TRITON_CACHE_DIR: join(temporary, 'triton'),
    PYTHONDONTWRITEBYTECODE: '1',
  }
}
