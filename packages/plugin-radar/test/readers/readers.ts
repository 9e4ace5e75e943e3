/** The readers that this package provides, by the names of `--format`, for tests. */
import type { NamedReader } from '@phd/plugin-radar'
import provided from '../../lib/phd.js'

export async function readers(only?: string[]): Promise<NamedReader[]> {
  const thunks = Object.entries(provided.rasterReader ?? {}).filter(([name]) => !only || only.includes(name))
  return Promise.all(thunks.map(async ([name, thunk]) => ({ name, reader: (await thunk()).default })))
}
