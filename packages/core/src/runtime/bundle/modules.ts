/** The production part of node_modules: what the packages at hand resolve, never what only development needs. */
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { PhdError } from '../../errors.js'
import { type Entry, entriesUnder, type LeftOut } from './entry.js'

interface Manifest {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/**
 * Folders of all packages that `roots` (folders with a package.json) need, below `root`. Optional and peer packages
 * count where they are installed. BUNDLE_NOT_BUILT where one is missing.
 */
export function productionModules(root: string, roots: string[]): string[] {
  const found = new Set<string>()
  const queue = [...roots]
  for (let from = queue.pop(); from !== undefined; from = queue.pop()) {
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as Manifest
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const dir = resolveFrom(from, name, root)
      if (dir === undefined && name in dependencies && !(name in optionalDependencies)) throw notInstalled(name, from)
      if (dir === undefined || found.has(dir) || lstatSync(dir).isSymbolicLink()) continue
      found.add(dir)
      queue.push(dir)
    }
  }
  return [...found].sort()
}

/** As Node looks: in node_modules of the folder and of those above it. */
function resolveFrom(from: string, name: string, root: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const dir = join(folder, 'node_modules', name)
    if (existsSync(join(dir, 'package.json'))) return dir
    if (folder === root || folder === dirname(folder)) return undefined
  }
}

function notInstalled(name: string, from: string): PhdError {
  return new PhdError('BUNDLE_NOT_BUILT', `The package ${name} is not installed.`, {
    expected: `as ${join(from, 'package.json')} asks for`,
    remedy: 'npm ci && npm run build',
  })
}

const neverRead: [file: RegExp, what: string, why: string][] = [
  [/\.map$/, 'source maps of packages', 'only debuggers read them'],
  [/\.d\.[cm]?ts$|\.tsbuildinfo$/, 'type declarations of packages', 'only compilers read them'],
]
/** tfjs packs itself for browsers in several ways; Node loads `*.node.js`. */
const forBrowsers = /^dist\/(tf[^/]*(?<!\.node)\.js|.*\.min\.js(\.html)?|miniprogram\/.*)$/

export function moduleEntries(root: string, modules: string[]): { entries: Entry[]; leftOut: LeftOut[] } {
  const left = new Map<string, LeftOut>()
  const entries = modules.flatMap((dir) => {
    const tfjs = dir.includes('/@tensorflow/')
    const leave = (what: string, why: string, file: string) => {
      left.set(what, { what, bytes: (left.get(what)?.bytes ?? 0) + lstatSync(file).size, why })
      return false
    }
    return entriesUnder(dir, relative(root, dir), (below) => {
      if (below.endsWith('/')) return below !== 'node_modules/' // packages inside are listed on their own
      const unread = neverRead.find(([file]) => file.test(below))
      if (unread) return leave(unread[1], unread[2], join(dir, below))
      return !(tfjs && forBrowsers.test(below)) || leave('TensorFlow.js for browsers', 'Node loads another build', join(dir, below))
    })
  })
  return { entries, leftOut: [...left.values()] }
}
