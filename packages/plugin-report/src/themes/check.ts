/** Is a theme fit to be read? Every text on what it stands on, every font there. */
import { existsSync } from 'node:fs'
import { PhdError } from '@phd/core'
import { contrast } from '../check/colour.js'
import { figureColour } from './figure-colour.js'
import type { Theme, ThemeColours } from './theme.js'

/** Of WCAG 2.2, for text of any size. */
const leastContrast = 4.5
/** Of every text in a figure: figures/style.ts. */
const figureInk = '#1A2530'

type ColourName = Exclude<keyof ThemeColours, 'figure'>
const names: ColourName[] = ['page', 'band', 'onBand', 'findingPanel', 'card', 'accent', 'heading', 'number', 'stamp', 'text', 'caption', 'rule']
const pairs: [text: ColourName, behind: ColourName][] = [
  ['onBand', 'band'],
  ['heading', 'page'],
  ['heading', 'card'],
  ['heading', 'findingPanel'],
  ['number', 'findingPanel'],
  ['stamp', 'findingPanel'],
  ['text', 'findingPanel'],
  ['text', 'page'],
  ['text', 'card'],
  ['caption', 'card'],
  ['caption', 'page'],
]

/** Throws REPORT_THEME with every place that is wrong. */
export function checkTheme(theme: Theme, id: string): Theme {
  const colours = (theme as Partial<Theme> | undefined)?.colours
  const wrong = colours === undefined ? ['colours: there are none'] : [...wrongColours(colours), ...missingFonts(theme)]
  const faint = wrong.length || colours === undefined ? [] : faintPairs(colours)
  const places = [...wrong, ...faint]
  if (places.length === 0) return theme
  throw new PhdError('REPORT_THEME', `The theme "${id}" cannot be used: ${places.join('; ')}.`, {
    expected: `colours as #RRGGBB, a contrast of at least ${leastContrast} of each text to what it stands on, and TrueType files that are there`,
    received: places[0],
    remedy: 'mend the theme, or choose another with --theme',
  })
}

function wrongColours(colours: ThemeColours): string[] {
  const isColour = (value: unknown) => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value)
  const all = [...names, ...(colours.figure === undefined ? [] : (['figure'] as const))]
  return all.filter((name) => !isColour(colours[name])).map((name) => `colours.${name}: ${colours[name] === undefined ? 'missing' : String(colours[name])}`)
}

function faintPairs(colours: ThemeColours): string[] {
  const plain = pairs.map(([text, behind]) => ({ what: `${text} on ${behind}`, found: contrast(colours[text], colours[behind]) }))
  const all = [...plain, { what: `the text of figures on figure`, found: contrast(figureInk, figureColour(colours)) }]
  return all.filter(({ found }) => found < leastContrast).map(({ what, found }) => `${what} has a contrast of ${found.toFixed(1)}`)
}

function missingFonts({ fonts }: Theme): string[] {
  if (!fonts) return []
  const files = (['regular', 'bold', 'italic'] as const).flatMap((name) =>
    name === 'italic' && fonts.italic === undefined ? [] : [[name, fonts[name]] as const],
  )
  const missing = files.filter(([, file]) => typeof file !== 'string' || !existsSync(file)).map(([name, file]) => `fonts.${name}: there is no ${file}`)
  return fonts.family ? missing : ['fonts.family: missing', ...missing]
}
