import { plugin } from '@phd/core'
import './sentiment/kind.js'

export default plugin({
  sentimentModel: { vader: () => import('./sentiment/vader-model.js') },
})
