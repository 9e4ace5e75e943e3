// Rain running off many hillslopes at once: the kinematic wave (Lighthill and Whitham 1955) as arithmetic of tensors.
//
//     dh/dt = rain - dq/dx,  q = a h^(5/3),  a = sqrt(slope) / n
//
// Depth h, m, grows by rain and by what flows in less what flows out; the discharge q, m²/s a metre of width, is a power of
// the depth (Manning). Explicit in time, upwind in space. Hillslopes differ in a, m^(1/3)/s, and lie side by side: (slopes,
// cells). Long after the rain began, the discharge at the foot is all that falls on the slope: rain x length.
import { random } from '@phd/core'
import { tf } from '@phd/core/tensor'

export const rain = 50e-3 / 3600 // m/s
export const lengthMetres = 100
export const cells = 128
/** What a call costs is shared by so many steps; the graph grows with them. */
export const stepsPerCall = 20
const cellMetres = lengthMetres / cells

/** a of each hillslope, for slopes of 1 to 10 % and n of 0.02 to 0.1. */
export function conveyances(slopes) {
  const draw = random(1, 'slopes')
  return Float32Array.from({ length: slopes }, () => Math.sqrt(0.01 + 0.09 * draw()) / (0.02 + 0.08 * draw()))
}

/** Seconds in which the fastest wave, 5/3 of the water's speed at the greatest discharge, runs 0.8 of a cell. */
export function timeStep(conveyance) {
  const fastest = Math.max(...conveyance)
  const deepest = ((rain * lengthMetres) / fastest) ** (3 / 5)
  return (0.8 * cellMetres) / ((5 / 3) * fastest * deepest ** (2 / 3))
}

/** The step: rain to the mean discharge at the foot. The depth is a variable, made before. */
export function runoff(conveyance, dtSeconds) {
  const slopes = conveyance.length
  const depth = tf.tidy(() => tf.variable(tf.zeros([slopes, cells]), false))
  const factor = tf.tensor2d(conveyance, [slopes, 1])
  const discharge = (h) => tf.mul(tf.pow(h, 5 / 3), factor)
  return (rainMetresPerSecond) => {
    let h = depth
    for (let i = 0; i < stepsPerCall; i++) {
      const outflow = discharge(h)
      const upslope = tf.slice(outflow, [0, 0], [slopes, cells - 1])
      const inflow = tf.concat([tf.zeros([slopes, 1]), upslope], 1)
      const gained = tf.div(tf.sub(inflow, outflow), cellMetres)
      h = tf.add(h, tf.mul(tf.add(gained, rainMetresPerSecond), dtSeconds))
    }
    depth.assign(h)
    return tf.mean(discharge(tf.slice(h, [0, cells - 1], [slopes, 1])))
  }
}

/** The same in JavaScript's doubles, one number at a time: the reference. */
export function runoffOfNumbers(conveyance, dtSeconds) {
  const depth = new Float64Array(conveyance.length * cells)
  const discharge = (a, h) => {
    const root = Math.cbrt(h) // faster than h ** (5 / 3)
    return a * h * root * root
  }
  return (rainMetresPerSecond) => {
    let sum = 0
    for (const [slope, a] of conveyance.entries()) {
      const end = (slope + 1) * cells
      for (let step = 0; step < stepsPerCall; step++) {
        let inflow = 0
        for (let i = end - cells; i < end; i++) {
          const outflow = discharge(a, depth[i])
          depth[i] += (rainMetresPerSecond + (inflow - outflow) / cellMetres) * dtSeconds
          inflow = outflow
        }
      }
      sum += discharge(a, depth[end - 1])
    }
    return sum / conveyance.length
  }
}
