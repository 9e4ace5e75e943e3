/** Black on white with thin rules: for printers that charge by ink, and for fabric that bleeds. */
import type { Theme } from './theme.js'

export const plainTheme: Theme = {
  about: 'black on white with thin rules: for printers that charge by ink',
  colours: {
    page: '#FFFFFF',
    band: '#FFFFFF',
    onBand: '#111111',
    findingPanel: '#FFFFFF',
    card: '#FFFFFF',
    accent: '#111111',
    heading: '#111111',
    number: '#B03A00',
    stamp: '#B03A00',
    text: '#1C1C1C',
    caption: '#444444',
    rule: '#9A9A9A',
  },
}
