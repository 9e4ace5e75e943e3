/** A reader by somebody else, linked as a plugin. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRasterStore } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, startPhd } from './files.js'

const provides = `export default { rasterReader: { gauges: () => import('./gauges.js') } }`
const gauges = `
export default {
  about: 'Rain gauges, one number a line.',
  extensions: ['gauges'],
  recognises: ({ head }) => Buffer.from(head.subarray(0, 6)).toString() === 'GAUGES',
  async *read(file) {
    const [, time, ...lines] = Buffer.from(await file.bytes()).toString().trim().split('\\n')
    const values = Float32Array.from(lines, (line) => line === '-' ? NaN : Number(line))
    const grid = { rows: lines.length, columns: 1, west: 0, north: 1000 * lines.length, cellX: 1000, cellY: 1000 }
    yield { quantity: 'rain_rate', units: 'mm/h', name: 'gauges', timeMs: Date.parse(time), minutes: 60, grid, values }
  },
}`

let dir: string
const env = () => ({ XDG_DATA_HOME: join(dir, 'home'), PHD_HOME: '' })
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'import-'))
  const plugin = join(dir, 'plugin')
  mkdirSync(plugin)
  const about = { name: 'phd-plugin-gauges', version: '1.0.0', type: 'module', phd: { provides: './phd.js' }, oclif: {} }
  writeFileSync(join(plugin, 'package.json'), JSON.stringify(about))
  writeFileSync(join(plugin, 'phd.js'), provides)
  writeFileSync(join(plugin, 'gauges.js'), gauges)
  const { code, stderr } = await startPhd(['plugins', 'link', plugin, '--no-install'], { env: env() }).ended
  if (code !== 0) throw new Error(stderr)
}, 60_000)
afterAll(() => rmSync(dir, { recursive: true }))

describe('a third party', { timeout: 60_000 }, () => {
  it('brings a reader, and import and inspect find it by content', async () => {
    for (const hour of [1, 0]) writeFileSync(join(dir, `${1 - hour}.gauges`), `GAUGES\n2020-01-28T0${hour}:00:00Z\n${hour}\n-\n2.5\n`)
    const out = join(dir, 'gauges.zarr')
    const { code, answer } = await json(['radar', 'import', join(dir, '*.gauges'), '--out', out], { env: env() })
    expect(code).toBe(0)
    expect(answer).toMatchObject({ readers: ['gauges'], frames: 2, stepMinutes: 60 })
    const store = await openRasterStore(out)
    expect([...(await store.frame('rain_rate', 1))]).toEqual([1, Number.NaN, 2.5])
    expect((await json(['radar', 'inspect', join(dir, '0.gauges')], { env: env() })).answer).toMatchObject({
      readers: ['gauges'],
      fields: [{ max: 2.5, frames: 1 }],
    })
  })

  it('without it the format is not known', async () => {
    expect((await json(['radar', 'inspect', join(dir, '0.gauges')])).answer.error).toMatchObject({ code: 'RADAR_FORMAT_UNKNOWN' })
  })
})
