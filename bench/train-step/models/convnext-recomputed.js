import { convnext } from './convnext.js'

export default convnext({ recompute: true })
