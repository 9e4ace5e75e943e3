#!/usr/bin/env node
// The workspace root is the distribution: core is the root plugin, the field plugins are added here, so that core
// names none of them.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execute, settings } from '@oclif/core'

settings.enableAutoTranspile = false
const path = dirname(dirname(fileURLToPath(import.meta.url)))
await execute({ loadOptions: { root: join(path, 'packages', 'core'), pluginAdditions: { core: ['@phd/plugin-*'], path } } })
