/**
 * The model: the order of a step is the published program's.
 *
 *     dt = courant dx / sqrt(g max(deepest, 0.1));  deepest is 10 m before the first step
 *     runoff onto the input points at the last rates -> stores and rates -> baseflow and points -> flow -> depth
 *     -> a new scan every fifth step -> edges -> time series
 */
import { type Account, createAccount, massOf } from './account.js'
import { drainageArea } from './drainage.js'
import { drainEdges, gravity, routeFlow, scanWet, updateDepth } from './flow.js'
import { innerCells, inputPoints, nextBaseflow, startBaseflow } from './input-points.js'
import type { HailCaesar, HailCaesarOptions, HailCaesarState } from './model.js'
import { paddedGrid, unpadded } from './padded-grid.js'
import { rainFeed } from './rain-feed.js'
import { createSeries } from './series.js'
import { checkState } from './state.js'
import { createStores, letOut, reckonMinute } from './stores.js'

const shallowMetres = 0.1
const firstDepthMetres = 10
const stepsPerScan = 5

export function createHailCaesar(options: HailCaesarOptions): HailCaesar {
  const { zones, settings } = options
  const grid = paddedGrid(options)
  const { cellMetres, depth, zone } = grid
  const cellArea = cellMetres * cellMetres
  const area = settings.runoff === 'zones' ? drainageArea(grid) : new Float64Array(0)
  const stores = createStores(zones)
  const account: Account = createAccount(grid, zones)
  const series = createSeries(settings.seriesMinutes)
  const pointsFor = (value: number) => (settings.runoff === 'zones' ? inputPoints(grid, area, value, zones, settings) : innerCells(grid, zones))
  let minute = 0
  let steps = 0
  let deepest = firstDepthMetres
  let baseflow = startBaseflow
  let points = pointsFor(baseflow)
  let feed = rainFeed(options.rain, 0, zones, settings.rainStepMinutes)

  const rowOf = (ofMinute: number) => Math.floor(ofMinute / settings.rainStepMinutes)
  const stepSeconds = () => {
    const wave = (settings.courant * cellMetres) / Math.sqrt(gravity * Math.max(deepest, shallowMetres))
    return Math.min(Math.max(wave, settings.minimumStepSeconds), settings.maximumStepSeconds)
  }

  /** Metres that a point of each zone takes in this step. */
  const share = new Float64Array(zones)
  const putRunoff = (dtSeconds: number) => {
    const { cells, perZone } = points
    const { rate } = stores
    const most = settings.maximumInputMetres
    for (let k = 0; k < zones; k++) {
      share[k] = rate[k] * (settings.runoff === 'zones' ? account.countedCells[k] / perZone[k] : 1) * dtSeconds
      account.releasedMetres[k] += rate[k] * dtSeconds
    }
    let put = 0
    for (let k = 0; k < cells.length; k++) {
      const i = cells[k]
      const metres = Math.min(share[zone[i]], most)
      depth[i] += metres
      put += metres
    }
    account.putMetres += put
  }

  const runStores = () => {
    if (minute >= stores.minute) {
      do {
        stores.minute++
        reckonMinute(stores, feed.row(rowOf(stores.minute)), settings.topmodelMetres)
      } while (stores.minute < minute)
    }
    const before = baseflow
    baseflow = nextBaseflow(baseflow, letOut(stores, minute))
    if (baseflow !== before && settings.runoff === 'zones') points = pointsFor(baseflow)
  }

  const step = (dtSeconds: number) => {
    minute += dtSeconds / 60
    steps++
    putRunoff(dtSeconds)
    runStores()
    routeFlow(grid, settings, dtSeconds)
    deepest = updateDepth(grid, dtSeconds)
    if (steps % stepsPerScan === 0) scanWet(grid)
    const taken = drainEdges(grid, settings.edgeDepthMetres)
    account.outflowMetres += taken
    let runoff = 0
    for (let k = 0; k < zones; k++) runoff += stores.rate[k] * account.countedCells[k] * cellArea
    series.add({ minute, dtSeconds, discharge: (taken * cellArea) / dtSeconds, runoff })
  }

  const numbers = () => Float64Array.from([minute, steps, deepest, baseflow, stores.minute, account.putMetres, account.outflowMetres, grid.scanned])
  const live = {
    depth,
    qx: grid.qx,
    qy: grid.qy,
    j: stores.j,
    before: stores.before,
    after: stores.after,
    rate: stores.rate,
    rainMetres: stores.rainMetres,
    releasedMetres: account.releasedMetres,
  }

  return {
    get minute() {
      return minute
    },
    get steps() {
      return steps
    },
    async advance(target) {
      while (minute < target) {
        const dtSeconds = stepSeconds()
        const wanted = rowOf(Math.max(stores.minute + 1, Math.ceil(minute + dtSeconds / 60)))
        if (!feed.has(wanted)) await feed.load(wanted)
        step(dtSeconds)
      }
    },
    depthMetres: () => unpadded(grid, depth),
    takeHydrograph: series.take,
    mass: () => massOf(account, stores, grid, settings.topmodelMetres),
    snapshot() {
      const state: HailCaesarState = { numbers: numbers(), scan: Float64Array.from(grid.scan.subarray(0, grid.scanned)), series: series.numbers() }
      for (const [name, values] of Object.entries(live)) state[name] = values.slice()
      return state
    },
    restore(state) {
      checkState(state, { numbers: 8, ...Object.fromEntries(Object.entries(live).map(([name, { length }]) => [name, length])) })
      for (const [name, values] of Object.entries(live)) values.set(state[name])
      ;[minute, steps, deepest, baseflow, stores.minute, account.putMetres, account.outflowMetres, grid.scanned] = state.numbers
      grid.scan.set(state.scan)
      series.restore(state.series)
      points = pointsFor(baseflow)
      feed = rainFeed(options.rain, rowOf(Math.max(0, stores.minute)), zones, settings.rainStepMinutes)
    },
  }
}
