// Items one after the other in child processes: what crashes, hangs or runs out of memory is an item's row, not the end.
//
// A child is given the items as its last arguments and answers in lines of JSON: {start}, {mark} as often as it likes, {row}.
// Where it ends in the middle, the item gets {failed} and a new child goes on with the next.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** For a child to begin its first item: TensorFlow and CUDA's libraries are loaded, from a shared disk perhaps. */
const openMs = 600_000

/**
 * Rows in the order of `items`. `limitMs` is the longest an item may take; `onRow` gets each row as it comes, `onMark` what
 * a child marks. `signal` ends everything.
 */
export async function runItems(items, { command, args, env, limitMs, signal, onRow = () => {}, onMark = () => {} }) {
  const rows = []
  const give = (row) => {
    rows.push(row)
    onRow(row)
  }
  while (rows.length < items.length) {
    if (signal?.aborted) throw signal.reason
    const rest = items.slice(rows.length)
    const { started, failed } = await runChild(command, [...args, ...rest], { env, limitMs, signal, onRow: give, onMark })
    if (signal?.aborted) throw signal.reason
    const at = items.length - rest.length
    if (rows.length === items.length) break
    if (started) give({ item: items[rows.length], failed })
    else if (rows.length > at)
      continue // it ended between two items: the next child begins the next
    else for (const item of rest) give({ item, failed })
  }
  return rows
}

/** Until the child ends. `started`: whether an item was under way then; `failed`: why it ended. */
function runChild(command, args, { env, limitMs, signal, onRow, onMark }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env, detached: true })
    let errors = ''
    let started = false
    let late
    let timer
    const kill = () => {
      try {
        process.kill(-child.pid, 'SIGKILL') // its own children too
      } catch (error) {
        if (error.code !== 'ESRCH') throw error // it has ended by itself
      }
    }
    const within = (ms) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        late = `no answer within ${Math.round(ms / 1000)} s`
        kill()
      }, ms)
    }
    const done = (failed) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', kill)
      resolve({ started, failed })
    }
    within(openMs)
    signal?.addEventListener('abort', kill)
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors = (errors + text).slice(-8000)
    })
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      const said = messageOf(line)
      if (said?.start !== undefined) started = true
      if (said?.mark !== undefined) onMark(said.mark)
      if (said?.row !== undefined) {
        started = false
        onRow(said.row)
      }
      if (said) within(limitMs)
    })
    const linesEnd = new Promise((ended) => lines.on('close', ended))
    child.on('error', (error) => done(error.message))
    child.on('close', async (code, killedBy) => {
      await linesEnd
      done(late ?? reasonOf(errors, killedBy ?? `code ${code}`))
    })
  })
}

/** Other lines, of a library that prints, are none of ours. */
function messageOf(line) {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The line of what a child wrote that says most. */
export function reasonOf(errors, ending) {
  const lines = errors.split('\n').filter((line) => line.trim() !== '')
  const said = lines.findLast((line) => /^F\d{4} |Check failed|^\w*(Error|Exception)\b|out of memory|OOM/i.test(line.trim())) ?? lines.at(-1)
  return said ? `ended with ${ending}: ${said.trim().slice(0, 300)}` : `ended with ${ending}`
}
