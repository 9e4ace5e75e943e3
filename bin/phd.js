#!/usr/bin/env node
// The workspace root is the distribution: core is the root plugin, the field plugins are added here, so that core
// names none of them.
import { readFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execute, settings } from '@oclif/core'

module.enableCompileCache?.()
settings.enableAutoTranspile = false
if (process.env.PHD_HOME) process.env.PHD_DATA_DIR ??= process.env.PHD_HOME
process.stdout.prependListener('error', ({ code, message }) => {
  if (code === 'EPIPE') return // `phd runs list | head`: who reads has enough
  process.stderr.write(`Error DISK_FULL: The output could not be written: ${message}.\n`)
  process.exit(1)
})
const path = dirname(dirname(fileURLToPath(import.meta.url)))
const root = join(path, 'packages', 'core')
const pjson = { ...JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')), name: 'phd' }
await execute({ loadOptions: { root, pjson, pluginAdditions: { core: ['@phd/plugin-*'], path } } })
