/**
 * Every command with its flags and arguments, as a file in the repository: a flag that vanishes or is renamed shows
 * in the diff. After a change that is meant: `npx vitest run test/commands -u`.
 */

import { join } from 'node:path'
import { Config } from '@oclif/core'
import { beforeAll, expect, test } from 'vitest'
import { root } from './cli/phd.js'

let config: Config
beforeAll(async () => {
  const options = { root: join(root, 'packages', 'core'), pluginAdditions: { core: ['@phd/plugin-*'], path: root }, userPlugins: false }
  config = await Config.load(options)
})

const ours = () => config.commands.filter((command) => command.pluginName?.startsWith('@phd/')).sort((a, b) => a.id.localeCompare(b.id))

test('no command, flag or argument vanishes unnoticed', async () => {
  const commands = ours().map(({ id, flags, args, aliases }) => ({
    command: id.replaceAll(':', ' '),
    args: Object.values(args).map(({ name, required }) => (required ? name : `[${name}]`)),
    flags: Object.values(flags)
      .map((flag) => {
        const options = flag.type === 'option' && flag.options ? `=${flag.options.join('|')}` : flag.type === 'option' ? '=' : ''
        const name = flag.type === 'boolean' && flag.allowNo ? `[no-]${flag.name}` : flag.name
        return flag.required ? `--${name}${options}` : `[--${name}${options}]`
      })
      .sort(),
    ...(aliases.length > 0 ? { aliases } : {}),
  }))
  await expect(`${JSON.stringify(commands, null, 2)}\n`).toMatchFileSnapshot('./command-snapshot.json')
})

test('every command says in one sentence what it does, and answers --json', () => {
  for (const { id, summary, flags } of ours()) {
    expect(summary, id).toMatch(/^[A-Z].*\.$/s)
    expect(flags.json?.type, id).toBe('boolean')
  }
})

test('every flag says what it is', () => {
  for (const { id, flags } of ours()) for (const flag of Object.values(flags)) expect(flag.summary ?? flag.description, `${id} --${flag.name}`).toMatch(/\S/)
})

test('every topic has a description', () => {
  for (const { name, description } of config.topics) if (config.commands.some(({ id }) => id.startsWith(`${name}:`))) expect(description, name).toMatch(/\S/)
})
