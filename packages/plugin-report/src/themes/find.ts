/** The theme of a name: built in, or provided by a plugin. */
import { PhdError, type Registry } from '@phd/core'
import { checkTheme } from './check.js'
import { darkTheme } from './dark.js'
import { defaultTheme } from './default.js'
import { plainTheme } from './plain.js'
import type { Theme } from './theme.js'

export const builtInThemes: Record<string, Theme> = { default: defaultTheme, dark: darkTheme, plain: plainTheme }

/** Checked; REPORT_THEME_UNKNOWN lists what there is. */
export async function themeOf(id: string, registry?: Pick<Registry, 'list' | 'get'>): Promise<Theme> {
  if (Object.hasOwn(builtInThemes, id)) return builtInThemes[id]
  const provided = (await registry?.list('theme')) ?? []
  if (registry && provided.some(({ name }) => name === id)) return checkTheme(await registry.get('theme', id), id)
  const known = [...new Set([...Object.keys(builtInThemes), ...provided.map(({ name }) => name)])]
  throw new PhdError('REPORT_THEME_UNKNOWN', `There is no theme "${id}".`, {
    expected: `one of: ${known.join(', ')}`,
    received: id,
    remedy: 'change theme: in report.yaml, or give another with --theme',
    usage: true,
  })
}
