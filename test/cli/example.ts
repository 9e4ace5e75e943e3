/** A plugin of examples/, built and linked as a stranger would: copied out of this checkout, with a plugins folder of its own. */
import { execFile } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { phd, root, temporary, type Where } from './phd.js'

const run = promisify(execFile)

export interface Linked extends Required<Where> {
  /** The plugin's own folder. */
  folder: string
}

/** A copy of the plugin, changed by `edit`, with its dependencies (zod, and phd's own packages) taken from this checkout, and built. */
async function built(name: string, edit: (folder: string) => void): Promise<string> {
  const folder = join(temporary(), name)
  cpSync(join(root, 'examples', name), folder, { recursive: true, filter: (path) => !/\/(lib|node_modules)$/.test(path) })
  const file = join(folder, 'package.json')
  const plugin = JSON.parse(readFileSync(file, 'utf8'))
  plugin.dependencies.zod = `file:${join(root, 'node_modules', 'zod')}`
  const own = Object.keys(plugin.peerDependencies).map((peer) => [peer, `file:${join(root, 'packages', peer.replace('@phd/', ''))}`])
  plugin.devDependencies = Object.fromEntries(own)
  writeFileSync(file, JSON.stringify(plugin))
  edit(folder)
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--install-links=false'], { cwd: folder })
  await run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc')], { cwd: folder })
  return folder
}

/** `name` is a folder of examples/. */
export async function linkedExample(name: string, edit: (folder: string) => void = () => {}): Promise<Linked> {
  const folder = await built(name, edit)
  const env = { XDG_DATA_HOME: temporary(), PHD_HOME: '' }
  const { code, stderr } = await phd(['plugins', 'link', folder, '--no-install'], { env })
  if (code !== 0) throw new Error(`phd plugins link failed: ${stderr}`)
  return { folder, env, cwd: temporary() }
}
