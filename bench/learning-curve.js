// How the small model's score on unseen tiles grows with the number of simulated tiles that it was trained on.
//
//     node bench/learning-curve.js [--steps 600] [--seeds 1,2]
//
// One synthetic world of 24 tiles; five of them validate, always the same; 2, 4, 8 and 16 of the others train, for the
// same number of steps. Scores go to bench/results/learning-curve.csv, the curve to docs/results/learning-curve.png.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { provideFigure } from '../packages/plugin-report/lib/figures/provide.js'
import { machine, writeCsv } from './record.js'

const { values } = parseArgs({ options: { steps: { type: 'string', default: '600' }, seeds: { type: 'string', default: '1' } } })
const steps = Number(values.steps)
const batchSize = 8
const folder = mkdtempSync(join(tmpdir(), 'phd-learning-curve-'))
const bin = new URL('../bin/phd.js', import.meta.url).pathname

function phd(...args) {
  process.stderr.write(`$ phd ${args.join(' ')}\n`)
  return JSON.parse(execFileSync(process.execPath, [bin, ...args, '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 26 }))
}

const tiles = Array.from({ length: 24 }, (_, i) => `tile${String(i + 1).padStart(2, '0')}`)
const validate = tiles.filter((_, i) => i % 5 === 2)
const training = tiles.filter((tile) => !validate.includes(tile))
phd('radar', 'world', '--out', join(folder, 'world'), '--tiles', '24', '--seed', '5')

const rows = []
for (const count of [2, 4, 8, 16]) {
  const data = join(folder, `tiles-${count}`)
  const places = [...training.slice(0, count), ...validate].join(',')
  phd('radar', 'build', '--pairs', join(folder, 'world'), '--out', data, '--places', places, '--validate', validate.join(','))
  const samplesPerTile = 120
  const epochs = Math.round((steps * batchSize) / (count * samplesPerTile))
  for (const seed of values.seeds.split(',')) {
    const { metrics, baselines } = phd('radar', 'train', '--data', data, '--epochs', String(epochs), '--seed', seed, '--runs', join(folder, 'runs'))
    rows.push({
      tiles: count,
      seed,
      steps: Math.round((epochs * count * samplesPerTile) / batchSize),
      iou_wet: metrics.iouWet.toFixed(4),
      iou_wet_logistic_terrain_rain: baselines['logistic-terrain-rain'].iouWet.toFixed(4),
      iou_wet_logistic_terrain: baselines['logistic-terrain'].iouWet.toFixed(4),
      machine: machine(),
    })
    console.table(rows.slice(-1))
  }
}
writeCsv('learning-curve.csv', rows)

const mean = (count, column) => {
  const of = rows.filter(({ tiles: n }) => n === count).map((row) => Number(row[column]))
  return of.reduce((a, b) => a + b) / of.length
}
const counts = [...new Set(rows.map((row) => row.tiles))]
const line = (name, column) => ({ name, x: counts, y: counts.map((count) => mean(count, column)) })
const { data } = await provideFigure('curves').draw(
  [
    {
      id: 'learning-curve',
      result: {
        shape: 'curves',
        title: 'Score on five unseen tiles by number of tiles trained on',
        x: { label: 'Simulated tiles trained on' },
        y: { label: 'IoU, wet class' },
        series: [
          line('deeplabv3plus-small', 'iou_wet'),
          line('logistic-terrain-rain', 'iou_wet_logistic_terrain_rain'),
          line('logistic-terrain', 'iou_wet_logistic_terrain'),
        ],
      },
    },
  ],
  { format: 'png', widthMm: 150, dpi: 150 },
)
writeFileSync(new URL('../docs/results/learning-curve.png', import.meta.url), data)
