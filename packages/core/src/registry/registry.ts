/**
 * What the installed plugins provide, found without loading any of it.
 *
 * Input: the plugins that oclif knows (name, root, package.json). Each `phd.provides` file is imported once, on
 * demand; each item is imported when it is asked for.
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

export interface Registry {
  /** Names and owners of all items of a kind, sorted by name. */
  list(kind: Kind): Promise<{ name: string; plugin: string }[]>
  get<K extends Kind>(kind: K, name: string): Promise<Kinds[K]>
  openDataset<T>(name: string): Promise<T>
}

export function registry(plugins: PluginSource[]): Registry {
  let loaded: Promise<{ plugin: string; provides: Provides }[]> | undefined
  const all = () => {
    loaded ??= Promise.all(plugins.map(load))
    return loaded
  }
  const self: Registry = {
    async list(kind) {
      const items = (await all()).flatMap(({ plugin, provides }) => Object.keys(provides[kind] ?? {}).map((name) => ({ name, plugin })))
      return items.sort((a, b) => a.name.localeCompare(b.name))
    },
    async get<K extends Kind>(kind: K, name: string) {
      for (const { provides } of await all()) {
        const thunk = (provides[kind] as Record<string, Lazy<Kinds[K]>> | undefined)?.[name]
        if (thunk) return (await thunk()).default
      }
      const known = (await self.list(kind)).map((item) => item.name)
      throw new PhdError('UNKNOWN_NAME', `There is no ${kind} "${name}".`, {
        expected: `one of: ${known.join(', ') || `(no plugin provides a ${kind})`}`,
        received: name,
        remedy: 'phd list',
        usage: true,
      })
    },
    openDataset: async <T>(name: string) => (await openDataset(await self.get('dataset', name))) as T,
  }
  return self
}

export const emptyRegistry: Registry = registry([])

async function load({ name, root, provides }: PluginSource): Promise<{ plugin: string; provides: Provides }> {
  const file = join(root, provides)
  try {
    return { plugin: name, provides: (await import(pathToFileURL(file).href)).default }
  } catch (cause) {
    throw new PhdError('PLUGIN_BROKEN', `Plugin ${name} cannot be loaded.`, {
      expected: `${file} with a default export of plugin({...})`,
      received: String(cause),
      remedy: `build or reinstall it, or take it out: phd plugins uninstall ${name}`,
      cause,
    })
  }
}
