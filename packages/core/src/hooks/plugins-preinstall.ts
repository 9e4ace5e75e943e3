/**
 * Before a plugin is installed: the plugins folder depends on the core that runs here, so that npm links this very
 * core for the plugin's peer dependency instead of fetching another copy.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hook } from '@oclif/core'
import { writeAtomic } from '../run/files.js'

interface PluginsFolder {
  private: boolean
  dependencies: Record<string, string>
  oclif: { schema: number; plugins: unknown[] }
}

const coreRoot = fileURLToPath(new URL('../..', import.meta.url))

const hook: Hook<'plugins:preinstall'> = async ({ config }) => {
  mkdirSync(config.dataDir, { recursive: true })
  const file = join(config.dataDir, 'package.json')
  const found: Partial<PluginsFolder> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const folder: PluginsFolder = {
    private: true,
    oclif: { schema: 1, plugins: [] },
    ...found,
    dependencies: { ...found.dependencies, '@phd/core': `file:${coreRoot}` },
  }
  writeAtomic(file, `${JSON.stringify(folder, null, 2)}\n`)
}

export default hook
