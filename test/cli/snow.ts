/** examples/plugin-snow, built and linked as a stranger would: copied out of this checkout, with a plugins folder of its own. */
import { execFile } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { phd, root, temporary, type Where } from './phd.js'

const run = promisify(execFile)

export interface Snow extends Required<Where> {
  /** The plugin's own folder. */
  folder: string
}

/** A copy of the plugin, changed by `edit`, with its dependencies, core and zod, taken from this checkout, and built. */
async function builtSnow(edit: (folder: string) => void): Promise<string> {
  const folder = join(temporary(), 'snow')
  cpSync(join(root, 'examples', 'plugin-snow'), folder, { recursive: true, filter: (path) => !/\/(lib|node_modules)$/.test(path) })
  const file = join(folder, 'package.json')
  const plugin = JSON.parse(readFileSync(file, 'utf8'))
  plugin.dependencies.zod = `file:${join(root, 'node_modules', 'zod')}`
  plugin.devDependencies = { '@phd/core': `file:${join(root, 'packages', 'core')}` }
  writeFileSync(file, JSON.stringify(plugin))
  edit(folder)
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder })
  await run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc')], { cwd: folder })
  return folder
}

export async function linkedSnow(edit: (folder: string) => void = () => {}): Promise<Snow> {
  const folder = await builtSnow(edit)
  const env = { XDG_DATA_HOME: temporary(), PHD_HOME: '' }
  const { code, stderr } = await phd(['plugins', 'link', folder, '--no-install'], { env })
  if (code !== 0) throw new Error(`phd plugins link failed: ${stderr}`)
  return { folder, env, cwd: temporary() }
}
