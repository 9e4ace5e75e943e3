// Dam break against an isolated building: gauges of the laboratory (Soares-Frazao and Zech 2007) and of the solver.
//
//     node bench/solver/ucl.js
//
// A channel of 35.8 x 3.6 m with sloping sides; 0.4 m of water behind a gate of 1 m, 0.02 m before it; a building of 0.8 x 0.4 m
// askew, 3.4 m beyond. Manning's n 0.01. Prints the RMSE of the depth at six gauges over 30 s.
import { readFileSync } from 'node:fs'
import { createSolver } from '@phd/plugin-radar'

const data = new URL('../../../shared/data/hydro-ucl-isolated-building/building_gauges_h.txt', import.meta.url)

/** Metres from the closed end and from the right bank. */
const gauges = [
  [10.2, 2.95],
  [10.2, 1.2],
  [11.55, 2.95],
  [11.55, 1.0],
  [12.75, 2.1],
  [5.68, 2.9],
]
const [length, width, wall, gateEnd] = [35.8, 3.6, 1, 7.55]

/** [{gauge, rmse, bias, peakMeasured, peak}], metres. */
export function isolatedBuilding(cellMetres, settings = {}) {
  const [columns, rows] = [Math.round(length / cellMetres), Math.round(width / cellMetres)]
  const [elevationMetres, initialDepthMetres] = [new Float64Array(rows * columns), new Float64Array(rows * columns)]
  for (let y = 0, i = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, i++) {
      const [east, north] = [(x + 0.5) * cellMetres, (rows - y - 0.5) * cellMetres]
      const bed = bedAt(east, north)
      elevationMetres[i] = bed
      initialDepthMetres[i] = bed === wall ? 0 : Math.max(0, (east < gateEnd ? 0.4 : 0.02) - bed)
    }
  }
  const solver = createSolver({ rows, columns, cellMetres, elevationMetres, initialDepthMetres, manning: 0.01, ...settings })
  const places = gauges.map(([east, north]) => (rows - 1 - Math.floor(north / cellMetres)) * columns + Math.floor(east / cellMetres))
  const measured = readGauges()
  const found = [[...places.map((i) => initialDepthMetres[i])]]
  for (let k = 1; k <= 300; k++) {
    solver.advance(0.1)
    const depth = solver.depthMetres()
    found.push(places.map((i) => depth[i]))
  }
  return gauges.map((_, gauge) => {
    const pairs = found.map((depths, k) => [depths[gauge], measured[k * 10][gauge + 1]]).slice(30) // the measured ones leave out the 0.02 m before the wave
    const off = pairs.map(([mine, theirs]) => mine - theirs)
    return {
      gauge: `G${gauge + 1}`,
      rmse: Math.sqrt(off.reduce((sum, metres) => sum + metres * metres, 0) / off.length),
      bias: off.reduce((sum, metres) => sum + metres, 0) / off.length,
      peakMeasured: Math.max(...pairs.map(([, theirs]) => theirs)),
      peak: Math.max(...pairs.map(([mine]) => mine)),
      massError: solver.mass().errorShare,
    }
  })
}

function bedAt(east, north) {
  if (east > 6.75 && east < gateEnd && Math.abs(north - width / 2) > 0.5) return wall
  // The building, in its own axes: long side at 64 degrees to the channel.
  const angle = (64 * Math.PI) / 180
  const [dx, dy] = [east - 10.99, north - 1.75]
  const along = dx * Math.cos(angle) + dy * Math.sin(angle)
  const across = dx * Math.sin(angle) - dy * Math.cos(angle)
  if (along > 0 && along < 0.8 && across > 0 && across < 0.4) return wall
  const bank = Math.min(north, width - north)
  return bank < 0.34 ? (0.155 * (0.34 - bank)) / 0.34 : 0
}

/** Rows of [seconds, six depths], every 0.01 s. */
function readGauges() {
  const lines = readFileSync(data, 'utf8').trim().split('\n').slice(2)
  return lines.map((line) => line.trim().split(/\s+/).map(Number))
}

if (import.meta.filename === process.argv[1]) {
  for (const cellMetres of [0.1, 0.05]) {
    for (const [name, settings] of Object.entries({
      'theta 0.9, Froude 0.8': {},
      'theta 0.8, Froude 1.5, Courant 0.5': { theta: 0.8, froudeLimit: 1.5, courant: 0.5 },
    })) {
      console.log(`cells of ${cellMetres} m, ${name}`)
      console.table(
        isolatedBuilding(cellMetres, settings).map((row) =>
          Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? Number(value.toPrecision(3)) : value])),
        ),
      )
    }
  }
}
