import { plugin } from '@phd/core'
import type {} from '@phd/plugin-report' // its kinds: theme, venue

export default plugin({
  theme: { group: () => import('./theme.js') },
  figure: { 'group/slope': () => import('./slope.js') },
  venue: { 'group-workshop': () => import('./venue.js') },
})
