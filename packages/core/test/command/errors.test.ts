import { Args, Errors, Flags, Parser } from '@oclif/core'
import { expect, test } from 'vitest'
import { asPhdError } from '../../lib/command/cli-error.js'
import { closest } from '../../lib/command/closest.js'
import { formatError, PhdError } from '../../lib/index.js'

const flags = { epochs: Flags.integer({ required: true }), loss: Flags.string({ options: ['dice', 'crossEntropy'] }) }

test.each([
  [['--epochs', '3', '--epoch', '4'], 'Nonexistent flag: --epoch', '--epochs'],
  [['--epochs', '3', '--zzz'], 'Nonexistent flag: --zzz', 'run the command with --help'],
  [['--epochs', '3', '--loss', 'hinge'], 'Expected --loss=hinge to be one of: dice, crossEntropy', 'run the command with --help'],
  [['--epochs', 'x'], 'Parsing --epochs: Expected an integer but received: x', 'run the command with --help'],
  [['--epochs'], 'Flag --epochs expects a value', 'run the command with --help'],
  [[], 'Missing required flag epochs', 'run the command with --help'],
  [['--epochs', '3', 'stray'], 'Unexpected argument: stray', 'run the command with --help'],
])('a wrong command line %j says what and how', async (argv, message, remedy) => {
  const error = await Parser.parse(argv, { flags, args: {}, strict: true }).catch((caught) => caught)
  expect(asPhdError(error, Object.keys(flags))).toMatchObject({ code: 'USAGE', message, remedy, usage: true })
})

test('a missing argument is named as help names it', async () => {
  const args = { posts: Args.string({ required: true, description: 'Files of posts, so many that the description would be broken in several lines' }) }
  const error = await Parser.parse([], { flags: {}, args, strict: true }).catch((caught) => caught)
  expect(asPhdError(error)).toMatchObject({ code: 'USAGE', message: 'Missing argument: POSTS.', usage: true })
})

test('a PhdError stays as it is, also one of another copy of core', () => {
  const own = new PhdError('A_B', 'c')
  expect(asPhdError(own)).toBe(own)
  const other = Object.assign(new Error('c'), { name: 'PhdError', code: 'A_B' })
  expect(asPhdError(other)).toBe(other)
})

test.each([
  ['ENOSPC', 'DISK_FULL', 'The disk is full, or as much is written as you are allowed.'],
  ['EDQUOT', 'DISK_FULL', 'The disk is full, or as much is written as you are allowed.'],
  ['EACCES', 'NO_PERMISSION', 'No permission to write or read: boom.'],
  ['EROFS', 'NO_PERMISSION', 'No permission to write or read: boom.'],
  ['EWHAT', 'UNEXPECTED', 'boom'],
])('what the system says: %s is %s', (code, expected, message) => {
  expect(asPhdError(Object.assign(new Error('boom'), { code }))).toMatchObject({ code: expected, message, usage: false })
})

test('an error of oclif that is no usage is a failure', () => {
  expect(asPhdError(new Errors.CLIError('gone\nmore', { exit: 1 }))).toMatchObject({ code: 'CLI', message: 'gone', usage: false })
})

test('the printed form has a line for each thing known', () => {
  expect(formatError(new PhdError('A_B', 'Wrong.', { expected: 'x', received: 'y', remedy: 'z' }))).toBe(
    'Error A_B: Wrong.\n  expected: x\n  received: y\n  try:      z',
  )
  expect(formatError(new PhdError('A_B', 'Wrong.'))).toBe('Error A_B: Wrong.')
})

test('the closest name: a swap or a slip is near, another word is not', () => {
  const known = ['list', 'run', 'resume', 'runs list', 'radar train']
  expect(['lsit', 'rn', 'resme', 'runs lsit', 'radar trian', 'xyz', '', 'poster'].map((typed) => closest(typed, known))).toEqual([
    'list',
    'run',
    'resume',
    'runs list',
    'radar train',
    undefined,
    undefined,
    undefined,
  ])
  expect(closest('a', [])).toBeUndefined()
})
