import { plugin } from '@phd/core'

export default plugin({ experiment: { 'snow/melt': () => import('./melt.js') } })
