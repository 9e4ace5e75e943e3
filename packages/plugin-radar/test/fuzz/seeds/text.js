/** Small files of the formats with written headers. */

export function asciiGrid({ rows = 6, columns = 5, noData = '-9999', center = false, lines = 6 } = {}) {
  const place = center ? 'xllcenter 25\nyllcenter 75' : 'xllcorner 209000.0\nyllcorner 89000'
  const numbers = [...Array(rows).keys()].map((row) =>
    [...Array(columns).keys()].map((column) => (row === 2 && lines === 6 ? noData : (row * 7.25 + column / 3).toPrecision(6))).join(' '),
  )
  return Buffer.from(`ncols ${columns}\nnrows ${rows}\n${place}\ncellsize 50\n${lines === 6 ? `NODATA_value ${noData}\n` : ''}${numbers.join('\n')}\n`)
}

export function radolan({ product = 'RY', precision = 'E-02', minutes = '  5' } = {}) {
  const header = (size) =>
    Buffer.from(`${product}102050100000814BY${String(size).padStart(7)}VS 3SW   2.13.1PR ${precision}INT ${minutes}GP 900x 900MS 10<boo,ros,emd>\x03`, 'latin1')
  const head = header(0)
  const numbers = Buffer.alloc(900 * 900 * 2)
  for (let index = 0; index < numbers.length; index += 2) numbers.writeUInt16LE(index % 14 === 0 ? 0x29c4 : (index >> 3) % 300, index)
  return Buffer.concat([header(head.length + numbers.length), numbers])
}

/** Cells by the sphere of the format, so that corners and sizes fit. */
export function fmiPgm({ width = 19, height = 27 } = {}) {
  const radians = Math.PI / 180
  const onPlane = (longitude, latitude) => {
    const distance = (6371288 * (1 + Math.sin(60 * radians)) * Math.cos(latitude * radians)) / (1 + Math.sin(latitude * radians))
    return [distance * Math.sin((longitude - 25) * radians), -distance * Math.cos((longitude - 25) * radians)]
  }
  const [west, south] = onPlane(18.6, 57.93)
  const [east, north] = onPlane(34.903, 69.005)
  const comments = [
    'obstime 201705091045',
    'productname LOWEST',
    'param CorrectedReflectivity',
    `metersperpixel_x ${((east - west) / width).toFixed(6)}`,
    `metersperpixel_y ${((north - south) / height).toFixed(6)}`,
  ]
  comments.push(
    'projection radar {',
    'type stereographic',
    'centrallongitude 25',
    'centrallatitude 90',
    'truelatitude 60',
    'bottomleft 18.600000 57.930000',
    'topright 34.903000 69.005000',
    '}',
  )
  const pixels = Buffer.from([...Array(width * height).keys()].map((index) => (index * 5) % 256))
  return Buffer.concat([Buffer.from(`P5\n${comments.map((line) => `# ${line}\n`).join('')}${width} ${height}\n255\n`), pixels])
}

export function mrmsCrop({ frames = 2, rows = 4, columns = 5 } = {}) {
  const times = [...Array(frames).keys()].map((frame) => 1560124800 + 120 * frame)
  const json = {
    shape: [frames, rows, columns],
    dtype: 'int16 little-endian',
    order: 'frame,row(north to south),col(west to east)',
    unit: 'mm/h x 10',
    nodata: -1,
    north_edge_lat: 30.8,
    west_edge_lon: -98.8,
    cell_deg: 0.01,
    times_unix_utc: times,
    step_s: 120,
  }
  const numbers = Buffer.alloc(frames * rows * columns * 2)
  for (let index = 0; index < numbers.length / 2; index++) numbers.writeInt16LE(index % 7 === 0 ? -1 : index * 3, index * 2)
  return { json: Buffer.from(JSON.stringify(json)), numbers }
}

export function cedaJsonl({ lines = 2, rows = 3, columns = 4 } = {}) {
  const record = (line) => ({
    data: [...Array(rows)].map((_, row) => [...Array(columns)].map((__, column) => (row + column + line) / 4)),
    timestamp: `2020-01-28T05:${String(line * 5).padStart(2, '0')}:00.000Z`,
    timestamps: [null, '2020-01-28T05:00:00.000Z'],
    size_full: { width: 2175, height: 1725 },
    size_extract: { width: columns, height: rows },
    bounds_full: { top: 1550000, left: -405000, bottom: -625000, right: 1320000 },
    bounds_extract_array: { start: { x: 1053, y: 845 }, end: { x: 1053 + columns, y: 845 + rows } },
    count_total: 2175 * 1725,
    count_extract: rows * columns,
  })
  return Buffer.from([...Array(lines).keys()].map((line) => `${JSON.stringify(record(line))}\n`).join(''))
}

/** Two fields of a composite of 3 x 4 cells; the first without corners. */
export function nimrod({ type = 1, bytes = 2, code = 213, units = 'mm/h*32', origin = 0, rows = 3, columns = 4 } = {}) {
  const header = Buffer.alloc(512)
  const ints = [
    2020,
    1,
    28,
    5,
    0,
    0,
    2020,
    1,
    28,
    3,
    0,
    type,
    bytes,
    0,
    0,
    rows,
    columns,
    2,
    code,
    0,
    0,
    0,
    0,
    origin,
    -1,
    code === 213 ? 0 : 60,
    1,
    0,
    0,
    2,
    0,
  ]
  for (const [index, value] of ints.entries()) header.writeInt16BE(value, index * 2)
  const reals = [9999, -32767, 1549500, 1000, -404500, 1000, -32767, 1, 0, 0, 0, 49, -2, 400000, -100000, 0.9996012717]
  for (const [index, value] of reals.entries()) header.writeFloatBE(value, 62 + index * 4)
  for (let at = 174; at < 354; at += 4) header.writeFloatBE(-32767, at)
  header.write(units.padEnd(8), 354, 'latin1')
  header.write('Radar'.padEnd(24) + 'Rainfall rate Composite'.padEnd(24), 362, 'latin1')
  for (let at = 410; at < 512; at += 2) header.writeInt16BE(-32767, at)
  const numbers = Buffer.alloc(rows * columns * bytes)
  for (let index = 0; index < rows * columns; index++)
    type === 0 ? numbers.writeFloatBE(index / 2, index * bytes) : numbers.writeIntBE(index * 9, index * bytes, bytes)
  return Buffer.concat([record(header), record(numbers)])
}

function record(bytes) {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes, length])
}

export function hgt() {
  const bytes = Buffer.alloc(1201 * 1201 * 2)
  for (let index = 0; index < bytes.length; index += 2) bytes.writeInt16BE((index >> 4) % 900, index)
  return bytes
}
