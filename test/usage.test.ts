/** Wrong command lines: told in one form, nothing asked, exit 2; the same as JSON. */
import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { bin, phd, temporary } from './cli/phd.js'

const cwd = temporary()

test.each([
  [['lsit'], 'UNKNOWN_COMMAND: There is no command "lsit".', 'phd list'],
  [['runs', 'lsit'], 'UNKNOWN_COMMAND: There is no command "runs lsit".', 'phd runs list'],
  [['lsit', '--help'], 'UNKNOWN_COMMAND: There is no command "lsit".', 'phd list'],
  [['help', 'runs', 'lst'], 'UNKNOWN_COMMAND: There is no command "runs lst".', 'phd runs list'],
  [['frobnicate'], 'UNKNOWN_COMMAND: There is no command "frobnicate".', 'phd --help'],
  [['runs', 'list', '--staus', 'done'], 'USAGE: Nonexistent flag: --staus', '--status'],
  [
    ['runs', 'list', '--status', 'dead'],
    'USAGE: Expected --status=dead to be one of: running, done, failed, stopped, unreadable',
    'run the command with --help',
  ],
  [['runs', 'compare', 'one'], 'USAGE: One run cannot be compared.', 'phd runs list'],
  [['runs', 'list', '--runs'], 'USAGE: Flag --runs expects a value', 'run the command with --help'],
  [['runs', 'list', '--runs', 'a', '--runs', 'b'], 'USAGE: Flag --runs can only be specified once', 'run the command with --help'],
  [['list', 'experimnet'], 'UNKNOWN_KIND: There is no kind "experimnet".', 'phd list experiment'],
  [['run'], 'USAGE: The name of the experiment comes first.', 'phd list experiment'],
  [['run', '--seed', '2'], 'USAGE: The name of the experiment comes first.', 'phd list experiment'],
  [['run', 'no/such'], 'UNKNOWN_NAME: There is no experiment "no/such".', 'phd list'],
  [['run', 'no/such', '--help'], 'UNKNOWN_NAME: There is no experiment "no/such".', 'phd list'],
  [['resume'], 'USAGE: Missing argument: RUN.', 'run the command with --help'],
])('phd %j', async (args, error, remedy) => {
  const { code, stdout, stderr } = await phd(args, { cwd })
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^Error /)
  expect(stderr).toContain(`Error ${error}\n`)
  expect(stderr).toContain(`  try:      ${remedy}\n`)
  expect(stderr).not.toMatch(/^\s+at /m)
})

test.each([
  [['lsit', '--json'], 2, 'UNKNOWN_COMMAND'],
  [['runs', 'list', '--status', 'dead', '--json'], 2, 'USAGE'],
  [['run', '--json'], 2, 'USAGE'],
  [['run', '--json', 'no/such'], 2, 'UNKNOWN_NAME'],
  [['runs', 'show', 'latest', '--json'], 1, 'RUN_NOT_FOUND'],
  [['resume', 'nope', '--json'], 1, 'RUN_NOT_FOUND'],
])('phd %j answers one JSON value', async (args, code, error) => {
  const answer = await phd(args, { cwd })
  expect([answer.code, answer.stderr]).toEqual([code, ''])
  expect(JSON.parse(answer.stdout)).toMatchObject({ error: { code: error, message: expect.any(String), remedy: expect.any(String) } })
})

test('no runs is an empty list, not an error', async () => {
  expect(await phd(['runs', 'list'], { cwd })).toMatchObject({ code: 0, stdout: `No runs in ${cwd}/runs.\n`, stderr: '' })
  expect(JSON.parse((await phd(['runs', 'list', '--json'], { cwd })).stdout)).toEqual({ runs: [] })
})

test('a mistyped command waits for nobody', async () => {
  const child = spawn(process.execPath, [bin, 'lsit'], { stdio: ['pipe', 'ignore', 'ignore'] }) // stdin stays open
  const code = await new Promise((resolve) => child.on('exit', resolve))
  expect(code).toBe(2)
})

test('an output that cannot be written is an error in the one form', async () => {
  const child = spawn('bash', ['-c', '"$0" "$1" --version > /dev/full', process.execPath, bin], { stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect([code, stderr]).toEqual([1, 'Error DISK_FULL: The output could not be written: ENOSPC: no space left on device, write.\n'])
})

test('says its version, and what it can do', async () => {
  expect((await phd(['--version'])).stdout).toMatch(/^phd\/0\.1\.0 \S+ node-v\d+\.\d+\.\d+\n$/)
  const { stdout } = await phd(['--help'])
  expect(stdout).toMatch(/^From rainfall radar and posts to trained flood models, figures and a poster\.\n/)
  for (const topic of ['plugins', 'runs', 'runtime']) expect(stdout).toMatch(new RegExp(`^  ${topic} +\\S`, 'm'))
})
