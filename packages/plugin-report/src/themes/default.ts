/** Dark blue on white, for print and for screens. */
import type { Theme } from './theme.js'

export const defaultTheme: Theme = {
  about: 'dark blue band, pale cards on white: for print and for screens',
  colours: {
    page: '#FFFFFF',
    band: '#0B2A42',
    onBand: '#FFFFFF',
    findingPanel: '#E6F1F9',
    card: '#F4F6F8',
    accent: '#0072B2',
    heading: '#0B2A42',
    number: '#005A8E',
    stamp: '#A33F00',
    text: '#1A2530',
    caption: '#3A4855',
    rule: '#9AA7B2',
  },
}
