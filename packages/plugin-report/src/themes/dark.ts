/** Light on dark blue, for screens: a hall's display, a virtual session. Figures stand on light plates. */
import type { Theme } from './theme.js'

export const darkTheme: Theme = {
  about: 'light on dark blue: for screens; costs a printer much ink',
  colours: {
    page: '#0E1726',
    band: '#16263F',
    onBand: '#FFFFFF',
    findingPanel: '#1B3154',
    card: '#172339',
    accent: '#56B4E9',
    heading: '#BFE3FA',
    number: '#8FD0F7',
    stamp: '#FFC27A',
    text: '#EEF3F8',
    caption: '#C5D0DC',
    rule: '#5B6B80',
    figure: '#F6F8FA',
  },
}
