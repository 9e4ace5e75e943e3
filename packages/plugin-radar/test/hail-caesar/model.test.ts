import { describe, expect, test } from 'vitest'
import { createHailCaesar, type HailCaesarOptions, hailCaesarDefaults } from '../../lib/hail-caesar/index.js'

const rows = 20
const columns = 30

/** A valley falling to the east, 50 m cells; two zones, north and south. */
function valley(more: Partial<HailCaesarOptions> = {}): HailCaesarOptions {
  return {
    rows,
    columns,
    cellMetres: 50,
    elevationMetres: Float64Array.from({ length: rows * columns }, (_, i) => 60 + 1.7 * Math.abs(Math.floor(i / columns) - 9.3) - 0.31 * (i % columns)),
    zones: 2,
    zoneOfCell: Int32Array.from({ length: rows * columns }, (_, i) => (i < (rows / 2) * columns ? 1 : 2)),
    settings: { ...hailCaesarDefaults, courant: 0.3, topmodelMetres: 0.002, minimumInputDischarge: 0.001, rainStepMinutes: 5, seriesMinutes: 5 },
    rain: storm(30, 60),
    ...more,
  }
}

const storm = (north: number, south: number, steps = 40) =>
  async function* (fromRow: number) {
    for (let row = fromRow; row < steps; row++) yield row < 12 ? [north, south] : [0, 0]
  }

const code = (name: string) => expect.objectContaining({ code: name })

describe('createHailCaesar', () => {
  test('goes on from a snapshot to the same bits, in the middle of a rain step', async () => {
    const whole = createHailCaesar(valley())
    await whole.advance(47.3)
    const state = whole.snapshot()
    const resumed = createHailCaesar(valley())
    resumed.restore(structuredClone(state))
    await whole.advance(130)
    await resumed.advance(130)
    expect(resumed.snapshot()).toEqual(whole.snapshot())
    expect(resumed.depthMetres()).toEqual(whole.depthMetres())
    expect(resumed.takeHydrograph()).toEqual(whole.takeHydrograph())
    expect(resumed.mass()).toEqual(whole.mass())
    expect(Math.max(...whole.depthMetres())).toBeGreaterThan(0.01)
  })

  test('advancing in pieces is advancing at once', async () => {
    const once = createHailCaesar(valley())
    const pieces = createHailCaesar(valley())
    await once.advance(100)
    for (let minute = 1; minute <= 100; minute++) await pieces.advance(minute)
    expect(pieces.snapshot()).toEqual(once.snapshot())
  })

  test('every drop of rain has its place', async () => {
    const model = createHailCaesar(valley())
    await model.advance(120)
    const mass = model.mass()
    const cellArea = 2500
    expect(mass.rainCubicMetres).toBeCloseTo((0.03 + 0.06) * (rows / 2) * columns * cellArea, 6)
    expect(mass.uncountedRainCubicMetres).toBeCloseTo((0.03 * (rows / 2) + 0.06 * (rows / 2 + columns - 1)) * cellArea, 6)
    const { rainCubicMetres, uncountedRainCubicMetres, storeCubicMetres, onTheWayCubicMetres, releasedCubicMetres } = mass
    expect(uncountedRainCubicMetres + storeCubicMetres + onTheWayCubicMetres + releasedCubicMetres).toBeCloseTo(rainCubicMetres, 6)
    expect(Math.abs(onTheWayCubicMetres) / rainCubicMetres, 'the store of the equation is what came less what left').toBeLessThan(0.01)
    expect(mass.unplacedCubicMetres + mass.inputCubicMetres).toBeCloseTo(releasedCubicMetres, 6)
    expect(mass.errorShare).toBeLessThan(1e-6)
  })

  test('a zone without input points loses its rain, and says so', async () => {
    const tiny = Int32Array.from({ length: rows * columns }, (_, i) => (i === 0 ? 2 : 1))
    const model = createHailCaesar(valley({ zoneOfCell: tiny, rain: storm(0, 60) }))
    await model.advance(100)
    const { unplacedCubicMetres, releasedCubicMetres, inputCubicMetres } = model.mass()
    expect(inputCubicMetres, 'what the dry zone lets out of the store it begins with').toBeLessThan(10)
    expect(unplacedCubicMetres, 'of 150 m3 of rain').toBeGreaterThan(100)
    expect(unplacedCubicMetres).toBeCloseTo(releasedCubicMetres - inputCubicMetres, 9)
  })

  test('the series adds up to the outflow', async () => {
    const model = createHailCaesar(valley())
    await model.advance(190)
    const out = model.takeHydrograph().reduce((sum, row) => sum + row.dischargeCubicMetresPerSecond * 300, 0)
    const { outflowCubicMetres } = model.mass()
    expect(outflowCubicMetres).toBeGreaterThan(100)
    expect(out / outflowCubicMetres).toBeCloseTo(1, 3)
    expect(model.takeHydrograph()).toEqual([])
  })

  test('by cell, runoff comes up everywhere but on the outer rows and columns', async () => {
    const flat = new Float64Array(rows * columns).fill(10)
    const base = valley()
    const model = createHailCaesar(valley({ elevationMetres: flat, settings: { ...base.settings, runoff: 'cells', minimumFlowDepthMetres: 1 } }))
    await model.advance(50)
    const depth = model.depthMetres()
    const inner = (i: number) => i >= columns && i < (rows - 1) * columns && i % columns > 0 && i % columns < columns - 1
    expect(depth.every((metres, i) => metres > 0 === inner(i))).toBe(true)
    expect(depth[15 * columns + 5]).toBeGreaterThan(depth[5 * columns + 5])
  })

  test('nothing flows into cells without terrain', async () => {
    const base = valley()
    const holed = Float64Array.from(base.elevationMetres as Float64Array)
    for (let y = 5; y < 15; y++) holed[y * columns + 20] = Number.NaN
    const model = createHailCaesar(valley({ elevationMetres: holed }))
    await model.advance(120)
    const depth = model.depthMetres()
    expect(depth.every((metres, i) => Number.isNaN(metres) === Number.isNaN(holed[i]))).toBe(true)
    expect(model.mass().errorShare).toBeLessThan(1e-6)
  })

  test('too little rain is an error with a way out, not a crash', async () => {
    const model = createHailCaesar(valley({ rain: storm(30, 60, 4) }))
    await expect(model.advance(60)).rejects.toMatchObject({
      code: 'RADAR_HAIL_CAESAR_RAIN',
      message: 'The rain ends at minute 20 and the run does not.',
      expected: 'at least 5 rows of 5 minutes',
      received: '4 rows',
    })
  })

  test('rain is read as the clock goes, however long it is', async () => {
    let read = 0
    const model = createHailCaesar(
      valley({
        rain: async function* () {
          for (;;) {
            read++
            yield [30, 60]
          }
        },
      }),
    )
    for (const minute of [1, 30, 60]) {
      await model.advance(minute)
      expect(read).toBeLessThanOrEqual(minute / 5 + 2)
    }
  })

  test('rain that is no number, and rows that are too short', async () => {
    await expect(createHailCaesar(valley({ rain: storm(Number.NaN, 0) })).advance(5)).rejects.toMatchObject({
      code: 'RADAR_HAIL_CAESAR_RAIN',
      received: 'NaN in zone 1',
    })
    const short = createHailCaesar(
      valley({
        rain: async function* () {
          yield [1]
        },
      }),
    )
    await expect(short.advance(5)).rejects.toMatchObject({ expected: '2 zones', received: '1 values' })
  })

  test('terrain, zones and states of another run are refused', async () => {
    expect(() => createHailCaesar(valley({ elevationMetres: [1, 2, 3] }))).toThrow(code('RADAR_HAIL_CAESAR_INPUT'))
    expect(() => createHailCaesar(valley({ zones: 1 }))).toThrow(expect.objectContaining({ expected: 'zones from 1 to 1', received: '2 in row 11, column 1' }))
    const model = createHailCaesar(valley())
    const state = model.snapshot()
    expect(() => model.restore({ ...state, depth: new Float64Array(3) })).toThrow(code('RADAR_HAIL_CAESAR_STATE'))
  })
})
