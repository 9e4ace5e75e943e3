/** The built project: the command, the packages as they would be published, the benches, production modules. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PhdError } from '../../errors.js'
import { type Entry, entriesUnder, fileEntry, type LeftOut } from './entry.js'
import { moduleEntries, productionModules } from './modules.js'

interface Workspace {
  /** Folder of the package. */
  dir: string
  name: string
  files: string[]
}

/** The checkout that this code belongs to, or BUNDLE_NOT_BUILT where it is none. */
export function projectRoot(): string {
  const root = fileURLToPath(new URL('../../../../..', import.meta.url)).replace(/\/$/, '')
  if (existsSync(join(root, 'bin', 'phd.js')) && existsSync(join(root, 'packages', 'core'))) return root
  throw new PhdError('BUNDLE_NOT_BUILT', 'A bundle is made from a checkout of phd.', {
    received: root,
    remedy: 'clone phd, npm ci && npm run build, then node bin/phd.js runtime bundle',
  })
}

export function projectEntries(root: string): { entries: Entry[]; leftOut: LeftOut[] } {
  const packages = workspaces(root)
  const modules = moduleEntries(root, productionModules(root, [root, ...packages.map(({ dir }) => dir)]))
  const own = ['package.json', 'LICENSE'].map((name) => fileEntry(name, join(root, name)))
  const folders = ['bin', 'bench'].flatMap((name) => entriesUnder(join(root, name), name, isOurs))
  const links = packages.map(({ dir, name }): Entry => ({ path: `node_modules/${name}`, content: { link: join('../..', relative(root, dir)) } }))
  return { entries: [...own, ...folders, ...packages.flatMap((each) => packageEntries(root, each)), ...links, ...modules.entries], leftOut: modules.leftOut }
}

function isOurs(below: string): boolean {
  return !/(^|\/)(\.|node_modules\/|__pycache__\/)/.test(below)
}

function workspaces(root: string): Workspace[] {
  const dirs = readdirSync(join(root, 'packages'))
    .sort()
    .map((name) => join(root, 'packages', name))
  return dirs
    .filter((dir) => existsSync(join(dir, 'package.json')))
    .map((dir) => {
      const { name, files = [] } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as { name: string; files?: string[] }
      return { dir, name, files }
    })
}

/** What the package publishes: `files` of its package.json. */
function packageEntries(root: string, { dir, name, files }: Workspace): Entry[] {
  const missing = files.find((each) => !existsSync(join(dir, each)))
  if (missing !== undefined) throw new PhdError('BUNDLE_NOT_BUILT', `${name} is not built.`, { expected: join(dir, missing), remedy: 'npm run build' })
  const at = relative(root, dir)
  return ['package.json', ...files].flatMap((each) => {
    const unread = (below: string) => /\.map$|\.d\.ts$/.test(below)
    return statSync(join(dir, each)).isFile()
      ? fileEntry(`${at}/${each}`, join(dir, each))
      : entriesUnder(join(dir, each), `${at}/${each}`, (below) => isOurs(below) && !unread(below))
  })
}
