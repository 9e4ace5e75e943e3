// One embedding in a process of its own, as a user runs it: seconds of each stage, its places beside the vectors.
//     node bench/umap/ours.js VECTORS.f32 N D PLACES.f32 DEVICE
import { readFileSync, writeFileSync } from 'node:fs'

const [file, n, d, out, device] = process.argv.slice(2)
const started = performance.now()
const { nearestNeighbours, umap } = await import('../../packages/plugin-report/lib/umap/index.js')
if (device !== 'plain') await (await import('@phd/core/tensor')).openTensorFlow(device)
const loaded = performance.now()
const cpuBefore = cpu()
const bytes = readFileSync(file)
const points = { n: Number(n), d: Number(d), data: new Float32Array(bytes.buffer, bytes.byteOffset, n * d) }
const neighbours = await nearestNeighbours(points, { k: 14, metric: 'euclidean', device })
const searched = performance.now()
const places = await umap(points, neighbours, { metric: 'euclidean', minDist: 0.1, seed: 1 })
const ended = performance.now()
const cpuAfter = cpu()
writeFileSync(out, places)
const seconds = (from, to) => (to - from) / 1000
console.log(
  JSON.stringify({
    load: seconds(started, loaded),
    fit: seconds(loaded, ended),
    neighbours: seconds(loaded, searched),
    layout: seconds(searched, ended),
    searchedInFull: neighbours.searchedInFull,
    cpu: cpuAfter - cpuBefore,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
)

function cpu() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
