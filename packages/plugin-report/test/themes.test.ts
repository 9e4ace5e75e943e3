/** Themes and poster styles: found by name, refused with every place that is wrong; fonts of a theme are measured. */
import { plugin, registry } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { contrast } from '../lib/check/index.js'
import { posterStyleOf } from '../lib/poster/index.js'
import { fontFiles, loadFontMetrics } from '../lib/text/index.js'
import { builtInThemes, checkTheme, defaultTheme, themeOf } from '../lib/themes/index.js'

const strangers = {
  ...registry([]),
  list: async (kind?: string) => [{ kind: kind ?? '', name: kind === 'theme' ? 'sand' : 'spiral', plugin: 'p' }],
  get: async (kind: string) => (kind === 'theme' ? { ...defaultTheme, about: 'sand' } : { about: 'spiral', layout: () => undefined }),
} as unknown as ReturnType<typeof registry>

describe('a theme', () => {
  it.each(Object.keys(builtInThemes))('%s is built in, and every text has a contrast of 4.5', (name) => {
    const { colours } = checkTheme(builtInThemes[name], name)
    expect(contrast(colours.text, colours.card)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colours.onBand, colours.band)).toBeGreaterThanOrEqual(4.5)
  })

  it('of a plugin is found by its name', async () => {
    expect((await themeOf('sand', strangers)).about).toBe('sand')
  })

  it('that nobody has is an error with those that there are', async () => {
    await expect(themeOf('gold', strangers)).rejects.toMatchObject({
      code: 'REPORT_THEME_UNKNOWN',
      expected: 'one of: default, dark, plain, sand',
      usage: true,
    })
  })

  it('that is wrong is an error with each place', () => {
    const colours = { ...defaultTheme.colours, text: '#777777', card: 'white', caption: undefined as unknown as string }
    const fonts = { family: 'X', regular: '/none.ttf', bold: fontFiles().bold }
    const broken = () => checkTheme({ about: '', colours, fonts }, 'mine')
    expect(broken).toThrow(expect.objectContaining({ code: 'REPORT_THEME' }))
    expect(broken).toThrow(/colours\.card: white; colours\.caption: missing; fonts\.regular: there is no \/none\.ttf/)
  })

  it('with pale text names what stands on what', () => {
    const colours = { ...defaultTheme.colours, text: '#9AA7B2' }
    expect(() => checkTheme({ about: '', colours }, 'pale')).toThrow(/text on card has a contrast of 2\.\d/)
  })

  it('without colours is no theme', () => {
    expect(() => checkTheme({} as never, 'none')).toThrow(/there are none/)
  })

  it('sets text in its own fonts: what is measured is as wide as they are', async () => {
    const { regular, bold } = fontFiles()
    const swapped = await loadFontMetrics({ family: 'Swapped', regular: bold, bold: regular })
    const shipped = await loadFontMetrics()
    expect(swapped.widthEm('water', 'regular')).toBe(shipped.widthEm('water', 'bold'))
    expect(swapped.fonts.officeFamily).toBe('Swapped')
  })
})

describe('a poster style', () => {
  it('is built in or of a plugin; another is an error with those that there are', async () => {
    expect((await posterStyleOf('finding')).about).toContain('huge')
    expect((await posterStyleOf('spiral', strangers)).about).toBe('spiral')
    await expect(posterStyleOf('cubist', strangers)).rejects.toMatchObject({ code: 'REPORT_STYLE_UNKNOWN', expected: 'one of: classic, finding, spiral' })
  })
})

describe('the plugin', () => {
  it('provides its themes and styles as kinds', async () => {
    const provides = (await import('../lib/phd.js')).default
    expect(Object.keys(provides.theme ?? {})).toEqual(Object.keys(builtInThemes))
    expect((await provides.theme?.dark?.())?.default.about).toContain('dark')
    expect((await provides.posterStyle?.finding?.())?.default.about).toContain('finding')
    expect(plugin(provides)).toBe(provides)
  })
})
