/** A small NetCDF classic file, written by the format's grammar: rain on (time, lat, lon) with bounds, packed terrain. */

const types = { char: 2, short: 3, float: 5, double: 6 }
const bytesOf = { 2: 1, 3: 2, 5: 4, 6: 8 }

/** @param {1 | 2 | 5} version */
export function netcdf(version = 1) {
  const [times, rows, columns] = [2, 4, 5]
  const dimensions = [
    ['time', 0],
    ['lat', rows],
    ['lon', columns],
    ['bnds', 2],
  ]
  const axis = (count, first, step) => [...Array(count).keys()].map((index) => first + index * step)
  const rain = axis(times * rows * columns, 0, 0.0001)
  const variables = [
    ['time', [0], { units: 'minutes since 2020-02-28 23:50:00', calendar: 'standard', bounds: 'time_bnds' }, 'double', [10, 15]],
    ['time_bnds', [0, 3], {}, 'double', [5, 10, 10, 15]],
    ['lat', [1], { units: 'degrees_north', standard_name: 'latitude' }, 'float', axis(rows, 50, 0.5)],
    ['lon', [2], { units: 'degrees_east' }, 'double', axis(columns, 4, 0.25)],
    ['pr', [0, 1, 2], { standard_name: 'precipitation_flux', units: 'kg m-2 s-1', _FillValue: ['float', [-99]] }, 'float', rain],
    [
      'topo',
      [1, 2],
      { units: 'm', standard_name: 'surface_altitude', scale_factor: ['double', [0.5]], valid_range: ['short', [-100, 900]] },
      'short',
      axis(rows * columns, 0, 9),
    ],
  ]
  const size = (value) => (version === 5 ? long(value) : int(value))
  const name = (text) => Buffer.concat([size(text.length), padded(Buffer.from(text))])
  const attributes = (list) => {
    const entries = Object.entries(list)
    if (entries.length === 0) return Buffer.concat([int(0), size(0)])
    return Buffer.concat([
      int(12),
      size(entries.length),
      ...entries.map(([key, value]) => {
        const [type, values] = Array.isArray(value) ? value : ['char', value]
        const bytes = type === 'char' ? Buffer.from(values) : numbers(type, values)
        return Buffer.concat([name(key), int(types[type]), size(values.length), padded(bytes)])
      }),
    ])
  }
  const header = (begins) =>
    Buffer.concat([
      Buffer.from([0x43, 0x44, 0x46, version]),
      size(times),
      int(10),
      size(dimensions.length),
      ...dimensions.map(([key, length]) => Buffer.concat([name(key), size(length)])),
      attributes({ Conventions: 'CF-1.8', title: 'test' }),
      int(11),
      size(variables.length),
      ...variables.map(([key, ids, own, type, values], index) =>
        Buffer.concat([
          name(key),
          size(ids.length),
          ...ids.map(size),
          attributes(own),
          int(types[type]),
          size(padded(numbers(type, values)).length / (ids[0] === 0 ? times : 1)),
          version === 1 ? int(begins[index]) : long(begins[index]),
        ]),
      ),
    ])
  const length = header(variables.map(() => 0)).length
  const fixed = variables.filter(([, ids]) => ids[0] !== 0)
  const records = variables.filter(([, ids]) => ids[0] === 0)
  const slab = ([, , , type, values], record) => padded(numbers(type, values.slice((record * values.length) / times, ((record + 1) * values.length) / times)))
  const begins = new Map()
  let at = length
  for (const variable of fixed) {
    begins.set(variable, at)
    at += padded(numbers(variable[3], variable[4])).length
  }
  for (const variable of records) {
    begins.set(variable, at)
    at += slab(variable, 0).length
  }
  const body = [
    ...fixed.map(([, , , type, values]) => padded(numbers(type, values))),
    ...axis(times, 0, 1).flatMap((record) => records.map((variable) => slab(variable, record))),
  ]
  return Buffer.concat([header(variables.map((variable) => begins.get(variable))), ...body])
}

function int(value) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function long(value) {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

function padded(bytes) {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}

function numbers(type, values) {
  const bytes = Buffer.alloc(values.length * bytesOf[types[type]])
  const write = { short: 'writeInt16BE', float: 'writeFloatBE', double: 'writeDoubleBE' }[type]
  for (const [index, value] of values.entries()) bytes[write](value, index * bytesOf[types[type]])
  return bytes
}
