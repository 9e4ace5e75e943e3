/** The published program's own test and its known answers: Boscastle 2004, 71 h, 60 x 120 cells of 50 m. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createHailCaesar, type HydrographRow, readGridFile, readHydrograph, runParams } from '../../lib/hail-caesar/index.js'
import { boscastle, boscastleDepthsMm, compared, long, noBoscastle } from './reference.js'

/** |a - b| over what numpy.allclose(a, b, rtol=1e-3, atol) allows; at most 1 passes. */
function misfit(values: ArrayLike<number>, known: ArrayLike<number>, atol: number): number {
  let worst = 0
  for (let i = 0; i < known.length; i++) worst = Math.max(worst, Math.abs(values[i] - known[i]) / (atol + 1e-3 * Math.abs(known[i])))
  return worst
}

describe.skipIf(noBoscastle)(`Boscastle${noBoscastle ? ` (${noBoscastle})` : ''}`, () => {
  test('depths at 3360 min and all 852 rows of the hydrograph are the known answers within 1e-3', { timeout: 7_200_000 }, async () => {
    const { options, unknownKeys } = await runParams(join(boscastle, 'boscastle_test_72hr_50m_u.params'))
    expect(unknownKeys).toEqual([])
    const model = createHailCaesar(options)
    await model.advance(3360)
    const { values } = await readGridFile(join(boscastle, 'expected_WaterDepths3360.asc'))
    expect(misfit(model.depthMetres(), values, 1e-6), 'depths; six digits are printed').toBeLessThan(1)

    await model.advance(4200)
    expect(model.mass().surfaceCubicMetres, 'the sum of its last raster').toBeCloseTo(338_901, -1)
    await model.advance(options.settings.durationMinutes)
    const known = await readHydrograph(join(boscastle, 'expected_hydrograph.dat'))
    const rows = model.takeHydrograph()
    expect(rows.map(({ index }) => index)).toEqual(known.map(({ index }) => index))
    const column = (of: HydrographRow[], name: keyof HydrographRow) => of.map((row) => row[name])
    for (const name of ['dischargeCubicMetresPerSecond', 'runoffCubicMetresPerSecond'] as const)
      expect(misfit(column(rows, name), column(known, name), 1e-6), `${name}; six decimals are printed`).toBeLessThan(1)

    const mass = model.mass()
    expect(mass.rainCubicMetres).toBeCloseTo(536_400, 6)
    expect(mass.outflowCubicMetres).toBeCloseTo(78_861, -1)
    expect(mass.errorShare).toBeLessThan(1e-12)
  })

  test.skipIf(!long)(`36 depths along the way to half a millimetre${long ? '' : ' (PHD_LONG=1)'}`, { timeout: 7_200_000 }, async () => {
    const { options } = await runParams(join(boscastle, 'boscastle_test_72hr_50m_u.params'))
    const model = createHailCaesar(options)
    const { minutes, depthMm, cells } = boscastleDepthsMm()
    for (const [k, minute] of minutes.entries()) {
      await model.advance(minute)
      expect(compared(model.depthMetres(), depthMm.subarray(k * cells, (k + 1) * cells)).worstMm, `minute ${minute}`).toBeLessThan(0.51)
    }
  })
})
