// A process that takes one training step for each line that it is sent, and answers each with a line of JSON.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** The longest that a step may take, compilation and all: ten minutes. */
const patienceMs = 600_000

/** `next()` is the next answer, or `{ failed }` with the reason: then the process has ended. */
export function contestant(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-4000)
  })
  child.stdin.on('error', () => {}) // it has ended: the next answer says so
  const ended = new Promise((done) => child.on('close', (code, signal) => done(`ended with ${signal ?? `code ${code}`}`)))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  const answer = async () => {
    const { value, done } = await lines.next()
    return done ? { failed: `${await ended}: ${errors.trim().split('\n').at(-1)}` } : JSON.parse(value)
  }
  return {
    step: () => child.stdin.write('step\n'),
    async end() {
      child.stdin.end()
      await ended
    },
    async next() {
      let timer
      const late = new Promise((done) => {
        timer = setTimeout(() => done({ failed: `no answer within ${patienceMs / 1000} s` }), patienceMs)
      })
      const given = await Promise.race([answer(), late])
      clearTimeout(timer)
      if (given.failed !== undefined) child.kill('SIGKILL')
      return given
    },
  }
}
