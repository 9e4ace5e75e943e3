/** The colours of the group, and its mark. Every text keeps a contrast of 4.5 to what it stands on. */
import type { Theme } from '@phd/plugin-report'

const theme: Theme = {
  about: 'Dark green and sand',
  colours: {
    page: '#FFFFFF',
    band: '#12372A',
    onBand: '#FBFADA',
    findingPanel: '#FBFADA',
    card: '#F3F6EF',
    accent: '#436850',
    heading: '#12372A',
    number: '#12372A',
    stamp: '#8A2B06',
    text: '#1E2722',
    caption: '#3D4A42',
    rule: '#ADBC9F',
  },
  logo: {
    svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" width="60" height="40"><path d="M4 30 Q15 14 26 30 T48 30" fill="none" stroke="#FBFADA" stroke-width="5"/><circle cx="50" cy="10" r="6" fill="#ADBC9F"/></svg>',
    alt: 'Logo of the group: a wave under a point',
  },
}

export default theme
