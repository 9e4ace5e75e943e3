/** The poster style of a name: built in, or provided by a plugin. */
import { PhdError, type Registry } from '@phd/core'
import type { PosterStyle } from '../kinds.js'
import { builtInStyles } from '../layout/index.js'

/** REPORT_STYLE_UNKNOWN lists what there is. */
export async function posterStyleOf(id: string, registry?: Pick<Registry, 'list' | 'get'>): Promise<PosterStyle> {
  if (Object.hasOwn(builtInStyles, id)) return builtInStyles[id]
  const provided = (await registry?.list('posterStyle')) ?? []
  if (registry && provided.some(({ name }) => name === id)) return registry.get('posterStyle', id)
  const known = [...new Set([...Object.keys(builtInStyles), ...provided.map(({ name }) => name)])]
  throw new PhdError('REPORT_STYLE_UNKNOWN', `There is no poster style "${id}".`, {
    expected: `one of: ${known.join(', ')}`,
    received: id,
    remedy: 'change poster: style: in report.yaml, or give another with --style',
    usage: true,
  })
}
