/** What the binary readers say of files that are not as they should be. */
import { describe, expect, test } from 'vitest'
import { withHdf5 } from '../../lib/readers/hdf5/index.js'
import { metricProjection } from '../../lib/readers/metric-projection.js'
import { grib2 } from '../fuzz/seeds/grib2.js'
import { knmi, netcdf4, odim } from '../fuzz/seeds/hdf5.js'
import { netcdf } from '../fuzz/seeds/netcdf.js'
import { hgt } from '../fuzz/seeds/text.js'
import { tiff } from '../fuzz/seeds/tiff.js'
import { framesOf, readerOf } from './read.js'

const changed = (bytes: Buffer, change: (bytes: Buffer) => unknown) => {
  const copy = Buffer.from(bytes)
  change(copy)
  return copy
}
const failure = (format: string, name: string, bytes: Uint8Array, options = {}) =>
  framesOf(format, name, bytes, { options }).then(
    () => 'no error',
    ({ code, message }) => `${code} ${message}`,
  )

describe('SRTM tiles', () => {
  test('voids are NaN, samples lie on the degrees, south and west are negative', async () => {
    const [{ grid, values }] = await framesOf(
      'hgt',
      'S01W072.hgt',
      changed(hgt(), (bytes) => bytes.writeInt16BE(-32768, 2)),
    )
    expect([grid.west + grid.cellX / 2, grid.north - grid.cellY / 2]).toEqual([-72, expect.closeTo(0, 12)])
    expect([values[0], values[1]]).toEqual([0, Number.NaN])
  })
  test('size and name', async () => {
    expect(await failure('hgt', 'N57E011.hgt', hgt().subarray(2))).toBe('RADAR_FILE_DAMAGED N57E011.hgt cannot be read: it has not the size of a tile.')
    expect(await failure('hgt', 'tile.hgt', hgt())).toBe('RADAR_FILE_DAMAGED tile.hgt cannot be read: its name does not say where it lies.')
  })
})

describe('GeoTIFF', () => {
  const name = 'a.tif cannot be read:'
  test('cut, without a place, with a compression or band that is not there', async () => {
    expect(await failure('geotiff', 'a.tif', tiff().subarray(0, -4))).toMatch(`RADAR_FILE_DAMAGED ${name} block 2 of the image lies outside of the file.`)
    expect(await failure('geotiff', 'a.tif', tiff({ compression: 7 }))).toBe(`RADAR_FILE_UNSUPPORTED ${name} its compression is not read.`)
    expect(await failure('geotiff', 'a.tif', tiff(), { band: '2' })).toBe(`RADAR_FILE_DAMAGED ${name} it has no band 2.`)
    expect(
      await failure(
        'geotiff',
        'a.tif',
        changed(tiff({ compression: 8 }), (bytes) => bytes.fill(7, bytes.length - 30)),
      ),
    ).toMatch(/RADAR_FILE_DAMAGED a\.tif cannot be read: block \d of the image does not unpack\./)
    const moved = changed(tiff(), (bytes) => bytes.writeUInt16LE(9999, bytes.indexOf(Buffer.from([0x82, 0x84, 12, 0]))))
    expect(await failure('geotiff', 'a.tif', moved)).toBe(`RADAR_FILE_DAMAGED ${name} it does not say where it lies.`)
  })
  test('a header of 4 GB takes no memory', async () => {
    const huge = changed(tiff(), (bytes) => {
      bytes.writeUInt32LE(65_535, 18)
      bytes.writeUInt32LE(65_535, 30)
    })
    expect(await failure('geotiff', 'a.tif', huge)).toBe(`RADAR_FILE_DAMAGED ${name} its header gives a size that cannot be.`)
  })
})

describe('GRIB2', () => {
  test('what is not read names its template and the command that converts', async () => {
    const complex = changed(grib2(), (bytes) => bytes.writeUInt16BE(3, 16 + 21 + 72 + 34 + 9))
    await expect(framesOf('grib2', 'a.grib2', complex)).rejects.toMatchObject({
      code: 'RADAR_FILE_UNSUPPORTED',
      received: 'template 5.3 (complex packing and spatial differencing)',
      remedy: 'cdo -f nc copy a.grib2 out.nc, or wgrib2 a.grib2 -netcdf out.nc, and read that',
    })
    const lambert = changed(grib2(), (bytes) => bytes.writeUInt16BE(30, 16 + 21 + 12))
    await expect(framesOf('grib2', 'a.grib2', lambert)).rejects.toMatchObject({ code: 'RADAR_FILE_UNSUPPORTED', received: 'template 3.30' })
    const first = changed(grib2(), (bytes) => bytes.writeUInt8(1, 7))
    await expect(framesOf('grib2', 'a.grib2', first)).rejects.toMatchObject({ code: 'RADAR_FILE_UNSUPPORTED', received: 'edition 1' })
  })
  test('both packings, a bitmap and rows from the south give the numbers that were packed', async () => {
    const packed = (index: number) => Math.fround((-30 + ((index * 13) % 200)) / 10)
    const rain = (index: number) => (packed(index) < 0 ? Number.NaN : packed(index))
    const all = Array.from({ length: 48 }, (_, index) => rain(index))
    for (const png of [false, true]) {
      expect(Array.from((await framesOf('grib2', 'a', grib2({ png })))[0].values)).toEqual(all)
      const gaps = all.map((value, index) => (index % 5 === 0 ? Number.NaN : value))
      expect(Array.from((await framesOf('grib2', 'a', grib2({ png, bitmap: true })))[0].values)).toEqual(gaps)
      const [south] = await framesOf('grib2', 'a', grib2({ png, scanning: 64 }))
      expect(Array.from(south.values.subarray(40))).toEqual(all.slice(0, 8))
    }
  })
  test('an amount is divided by its interval', async () => {
    const [frame] = await framesOf('grib2', 'a', grib2({ interval: true, parameter: [0, 1, 8] }))
    expect(frame).toMatchObject({ quantity: 'rain_rate', units: 'mm/h', minutes: 10, timeMs: Date.UTC(2019, 5, 10, 0, 10) })
    expect(frame.values[3]).toBe(Math.fround(((-30 + 39) / 10) * 6))
  })
})

describe('HDF5', () => {
  test('other layouts and broken structure', async () => {
    expect(await failure('odim-hdf5', 'a.h5', await netcdf4())).toBe('RADAR_FILE_UNSUPPORTED a.h5 cannot be read: its HDF5 layout is not known.')
    expect(await failure('odim-hdf5', 'a.h5', (await knmi()).subarray(0, 3000))).toBe(
      'RADAR_FILE_DAMAGED a.h5 cannot be read: its heap at byte 2048 is broken.',
    )
    const cut = await knmi()
    expect(await failure('odim-hdf5', 'a.h5', cut.subarray(0, cut.length - 100))).toBe('RADAR_FILE_DAMAGED a.h5 cannot be read: its HDF5 structure is broken.')
  })
  test('nothing stays in the library, also when a file is left or broken', async () => {
    const bytes = await odim()
    const reader = await readerOf('odim-hdf5')
    const h5wasm = await import('h5wasm')
    const file = { name: 'a.h5', head: bytes, bytes: async () => bytes, async *stream() {} }
    for await (const _ of reader.read(file)) break
    await failure('odim-hdf5', 'a.h5', bytes.subarray(0, bytes.length - 50))
    await withHdf5('a.h5', bytes, (opened) => [opened.names('/')])
      .next()
      .then(() => undefined)
    expect((h5wasm.FS as unknown as { readdir(path: string): string[] }).readdir('/').filter((name) => name.endsWith('.h5')).length).toBeLessThanOrEqual(1)
  })
  test('Z-R relation by option', async () => {
    const bytes = await odim({ quantities: ['DBZH'] })
    const [marshall] = await framesOf('odim-hdf5', 'a.h5', bytes)
    const [own] = await framesOf('odim-hdf5', 'a.h5', bytes, { options: { 'z-a': '300', 'z-b': '1.4' } })
    expect(marshall.values[1]).toBe(Math.fround((10 ** (1.7 / 10) / 200) ** (1 / 1.6)))
    expect(own.values[1]).toBe(Math.fround((10 ** (1.7 / 10) / 300) ** (1 / 1.4)))
  })
  test('projections in kilometres become metres', () => {
    expect(metricProjection('+proj=stere +lat_0=90 +a=6378.137 +b=6356.752 +x_0=2.5')).toEqual({
      crs: { projection: '+proj=stere +lat_0=90 +a=6378137 +b=6356752 +x_0=2500 +units=m' },
      metresPerUnit: 1000,
    })
    expect(metricProjection('+proj=laea +lat_0=55 +x_0=1950000 +units=km +ellps=WGS84').metresPerUnit).toBe(1000)
    expect(metricProjection('+proj=longlat +datum=WGS84')).toEqual({ crs: { projection: '+proj=longlat +datum=WGS84' }, metresPerUnit: 1 })
  })
})

describe('NetCDF', () => {
  test('cut off, without a field, with an interval that is not known', async () => {
    expect(await failure('netcdf', 'a.nc', netcdf(1).subarray(0, 200))).toMatch(/^RADAR_FILE_DAMAGED a\.nc cannot be read: its header breaks at byte \d+\.$/)
    const short = netcdf(1)
    expect(await failure('netcdf', 'a.nc', short.subarray(0, short.length - 20))).toMatch(
      /^RADAR_FILE_DAMAGED a\.nc cannot be read: the numbers of \w+ lie outside of the file\.$/,
    )
    expect(await failure('netcdf', 'a.nc', netcdf(1), { variable: 'snow' })).toBe('RADAR_FILE_UNSUPPORTED a.nc cannot be read: it has no field snow.')
    expect(await failure('netcdf', 'a.nc', await knmi())).toBe('RADAR_FILE_UNSUPPORTED a.nc cannot be read: it has no field on a map.')
  })
  test('is told from radar HDF5 by content, and the other way', async () => {
    const [odimReader, netcdfReader] = [await readerOf('odim-hdf5'), await readerOf('netcdf')]
    const known = (bytes: Uint8Array) => [odimReader, netcdfReader].map((reader) => reader.recognises({ name: 'a.bin', head: bytes }))
    expect(known(await knmi())).toEqual([true, false])
    expect(known(await odim())).toEqual([true, false])
    expect(known(await netcdf4())).toEqual([false, true])
    expect(known(netcdf(5))).toEqual([false, true])
  })
})
