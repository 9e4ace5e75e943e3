/** What must hold for whatever a reader makes of an input: undefined, or what is wrong. */

const quantities = ['rain_rate', 'elevation', 'water_depth', 'other']
/** Frames of one input that are looked at; a stream may be long. */
const mostFrames = 50

/** @returns {Promise<{ outcome: 'frames' | 'error', wrong?: string }>} */
export async function checkRead(reader, file, options) {
  if (typeof reader.recognises(file) !== 'boolean') return { outcome: 'error', wrong: 'recognises() gave no boolean' }
  let count = 0
  try {
    for await (const frame of reader.read(file, options)) {
      const wrong = frameFault(frame)
      if (wrong) return { outcome: 'frames', wrong }
      if (++count >= mostFrames) break
    }
  } catch (error) {
    if (error?.name === 'PhdError' && /^RADAR_[A-Z_]+$/.test(error.code) && error.message.length > 10 && error.message.length < 2000)
      return { outcome: 'error' }
    return { outcome: 'error', wrong: `not a PhdError: ${error?.stack ?? String(error)}` }
  }
  return count > 0 ? { outcome: 'frames' } : { outcome: 'frames', wrong: 'no frame and no error' }
}

export function frameFault({ quantity, units, name, timeMs, minutes, grid, values }) {
  const { rows, columns, west, north, cellX, cellY } = grid
  if (!quantities.includes(quantity) || typeof units !== 'string' || typeof name !== 'string') return `quantity ${quantity}, units ${units}, name ${name}`
  if (!(values instanceof Float32Array)) return 'values are no Float32Array'
  if (!(rows > 0 && columns > 0) || values.length !== rows * columns) return `${values.length} values for ${rows} x ${columns}`
  if (![west, north].every(Number.isFinite)) return `edges ${west}, ${north}`
  if (!(cellX > 0 && cellY > 0 && cellX < Infinity && cellY < Infinity)) return `cells of ${cellX} x ${cellY}`
  if (timeMs !== undefined && !(Number.isFinite(timeMs) && Math.abs(timeMs) <= 8.64e15)) return `time ${timeMs}`
  if (minutes !== undefined && !(minutes > 0 && minutes < Infinity)) return `${minutes} minutes`
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    if (value === Infinity || value === -Infinity) return `value ${value} at ${index}`
    if (quantity === 'rain_rate' && value < 0) return `rain of ${value} at ${index}`
  }
  return undefined
}
