import { plugin } from '@phd/core'

export default plugin({})
