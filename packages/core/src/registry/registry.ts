/**
 * What the installed plugins provide, found without loading any of it.
 *
 * Input: the plugins that oclif knows (name, root, package.json). Each `phd.provides` file is imported once, on
 * demand; each item is imported when it is asked for. A broken plugin never hides the others.
 * Errors: UNKNOWN_NAME, NAME_TAKEN_TWICE, PLUGIN_BROKEN.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PhdError } from '../errors.js'
import type { Kind, Kinds, Lazy, Provides } from '../kinds.js'
import { openDataset } from './dataset.js'

export interface PluginSource {
  name: string
  root: string
  /** package.json's `phd.provides`, relative to root. */
  provides: string
}

export interface Item {
  kind: string
  name: string
  plugin: string
}

export interface Registry {
  /** Names and owners of all items, or of those of one kind, sorted by kind and name. */
  list(kind?: string): Promise<Item[]>
  /** Plugins that could not be loaded, with the reason. */
  broken(): Promise<{ plugin: string; error: PhdError }[]>
  get<K extends Kind>(kind: K, name: string): Promise<Kinds[K]>
  openDataset<T>(name: string): Promise<T>
}

interface Loaded {
  plugin: string
  provides: Provides
  error?: PhdError
}

export function registry(plugins: PluginSource[]): Registry {
  let loaded: Promise<Loaded[]> | undefined
  const all = () => {
    loaded ??= Promise.all(plugins.map(load))
    return loaded
  }
  const self: Registry = {
    async list(kind) {
      const items = (await all()).flatMap(({ plugin, provides }) =>
        Object.entries(provides).flatMap(([of, named]) => Object.keys(named ?? {}).map((name) => ({ kind: of, name, plugin }))),
      )
      return items.filter((item) => kind === undefined || item.kind === kind).sort((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name))
    },
    async broken() {
      return (await all()).flatMap(({ plugin, error }) => (error ? [{ plugin, error }] : []))
    },
    async get<K extends Kind>(kind: K, name: string) {
      const found = (await all()).flatMap(({ plugin, provides }) => {
        const thunk = (provides[kind] as Record<string, Lazy<Kinds[K]>> | undefined)?.[name]
        return thunk ? [{ plugin, thunk }] : []
      })
      if (found.length > 1) throw takenTwice(kind, name, found)
      if (found.length === 0) throw await unknown(self, kind, name)
      return item(kind, name, found[0].plugin, found[0].thunk)
    },
    openDataset: async <T>(name: string) => (await openDataset(await self.get('dataset', name), name)) as T,
  }
  return self
}

export const emptyRegistry: Registry = registry([])

async function load({ name, root, provides }: PluginSource): Promise<Loaded> {
  const file = join(root, provides)
  const broken = (received: string, cause?: unknown) => ({
    plugin: name,
    provides: {},
    error: new PhdError('PLUGIN_BROKEN', `Plugin ${name} cannot be loaded.`, {
      expected: `${file} with a default export of plugin({...})`,
      received,
      remedy: `build or reinstall it, or take it out: phd plugins uninstall ${name}`,
      cause,
    }),
  })
  try {
    const module = await import(pathToFileURL(file).href)
    return isProvides(module.default) ? { plugin: name, provides: module.default } : broken('a default export that is no object of kinds and thunks')
  } catch (cause) {
    return broken(String(cause), cause)
  }
}

function isProvides(value: unknown): value is Provides {
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).every((named) => typeof named === 'object' && named !== null && Object.values(named).every((it) => typeof it === 'function'))
}

/** The item itself. An experiment is checked here, where its plugin can still be named. */
async function item<K extends Kind>(kind: K, name: string, plugin: string, thunk: Lazy<Kinds[K]>): Promise<Kinds[K]> {
  const broken = (received: string, cause?: unknown) =>
    new PhdError('PLUGIN_BROKEN', `The ${kind} ${name} of plugin ${plugin} cannot be loaded.`, {
      expected: `a module with a default export of ${kind}({...})`,
      received,
      remedy: `build or reinstall it, or take it out: phd plugins uninstall ${plugin}`,
      cause,
    })
  let found: Kinds[K]
  try {
    found = (await thunk()).default
  } catch (cause) {
    throw broken(String(cause), cause)
  }
  if (!found) throw broken('no default export')
  if (kind === 'experiment') {
    const { params, run } = found as Partial<Kinds['experiment']>
    if (typeof run !== 'function') throw broken('an experiment without a run function')
    if (typeof params?.['~standard']?.validate !== 'function') throw broken('parameters that are no Standard Schema')
  }
  return found
}

async function unknown(registry: Registry, kind: string, name: string): Promise<PhdError> {
  const known = (await registry.list(kind)).map((item) => item.name)
  const broken = (await registry.broken()).map(({ plugin }) => plugin)
  return new PhdError('UNKNOWN_NAME', `There is no ${kind} "${name}".`, {
    expected: `one of: ${known.join(', ') || `(no plugin provides ${article(kind)})`}`,
    received: name,
    remedy: broken.length > 0 ? `phd list; these plugins cannot be loaded: ${broken.join(', ')}` : 'phd list',
    usage: true,
  })
}

function takenTwice(kind: string, name: string, found: { plugin: string }[]): PhdError {
  const owners = found.map(({ plugin }) => plugin)
  return new PhdError('NAME_TAKEN_TWICE', `${owners.length} plugins provide the ${kind} "${name}".`, {
    received: owners.join(', '),
    remedy: `take one out: phd plugins uninstall ${owners.at(-1)}`,
  })
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
}
