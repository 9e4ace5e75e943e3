/** Readers that fail in each way that the harness must see; which, says the query of its address. */

const mode = new URL(import.meta.url).search.slice(1)
const grid = { rows: 1, columns: 2, west: 0, north: 1, cellX: 1, cellY: 1 }

async function* read() {
  if (mode === 'throws') throw new TypeError('x is not a function')
  if (mode === 'hangs') for (;;) Math.sqrt(2)
  if (mode === 'exits') process.exit(7)
  if (mode === 'eats') {
    const held = []
    for (let time = 0; time < 100; time++) {
      held.push(Buffer.alloc(2 ** 26, 1))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  if (mode === 'infinite') yield { quantity: 'elevation', units: 'm', name: 'a', grid, values: Float32Array.of(0, Infinity) }
}

export default { rasterReader: { 'ascii-grid': async () => ({ default: { recognises: () => true, read } }) } }
