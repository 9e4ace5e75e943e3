import { plugin } from '@phd/core'
import './sentiment/kind.js'

export default plugin({
  experiment: { 'social/analyse': () => import('./analyse/experiment.js') },
  sentimentModel: { vader: () => import('./sentiment/vader-model.js') },
})
