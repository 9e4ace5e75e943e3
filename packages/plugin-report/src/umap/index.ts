export { nearestNeighbours } from './neighbours/index.js'
export { umap } from './umap.js'
