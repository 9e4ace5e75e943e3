/**
 * Vectors to a picture by UMAP, and whether to believe it.
 *
 * In: points (n, d) float32. Out: places (n, 2), scores, and the experiment `report/embed` that records them.
 * Neighbours are exact and found in the tensor runtime; the fuzzy graph and the layout follow McInnes, Healy & Melville 2018,
 * arXiv:1802.03426. Errors: REPORT_EMBED_…, named at each door (`neighbours`, `scores`, `read`).
 */
export { umapJs } from './by-umap-js.js'
export { type FuzzyGraph, fuzzyGraph } from './fuzzy-graph.js'
export { type Neighbours, nearestNeighbours, type Search } from './neighbours/index.js'
export { comparable, type Metric, type Points } from './points.js'
export * from './scores/index.js'
export { type UmapOptions, umap } from './umap.js'
