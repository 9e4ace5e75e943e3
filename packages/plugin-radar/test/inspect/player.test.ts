/** The script of the player, in a page of which only what it touches is there. */
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { survey, writePlayer } from '../../lib/inspect/index.js'

type Handler = (event: Record<string, unknown>) => void

function element(id: string) {
  const handlers: Record<string, Handler> = {}
  const children: { textContent: string; style: Record<string, string> }[] = []
  return {
    id,
    textContent: '',
    value: '5',
    style: {} as Record<string, string>,
    handlers,
    children,
    addEventListener(name: string, handler: Handler) {
      handlers[name] = handler
    },
    append: (child: never) => void children.push(child),
  }
}

/** Runs the page's script; `pixel` is what the canvas shows where the pointer is. */
function open(html: string, pixel: number[] = [0, 0, 0, 0]) {
  const data = /id="data">(.*?)<\/script>/s.exec(html)![1]
  const script = /<script>(.*?)<\/script>/s.exec(html)![1]
  const elements = new Map<string, ReturnType<typeof element>>()
  const drawn: string[] = []
  const pages: { handlers: Record<string, Handler> } = { handlers: {} }
  const timers: (() => void)[] = []
  const get = (id: string) => {
    if (!elements.has(id)) elements.set(id, element(id))
    return elements.get(id)!
  }
  const { width, height } = JSON.parse(data)
  get('data').textContent = data
  Object.assign(get('map'), {
    width,
    height,
    getBoundingClientRect: () => ({ left: 0, top: 0, width: 400, height: 300 }),
    getContext: () => ({ clearRect() {}, drawImage: (image: { src: string }) => void drawn.push(image.src), getImageData: () => ({ data: pixel }) }),
  })
  runInNewContext(script, {
    document: {
      getElementById: get,
      createElement: () => ({ style: {}, textContent: '' }),
      addEventListener(name: string, handler: Handler) {
        pages.handlers[name] = handler
      },
    },
    Image: class {
      src = ''
      complete = true
      naturalWidth = 1
    },
    setTimeout: (run: () => void) => timers.push(run),
    clearTimeout: () => void timers.splice(0),
  })
  const key = (name: string) => pages.handlers.keydown({ key: name, target: { tagName: 'BODY' }, preventDefault() {} })
  return { get, drawn, key, timers, data: JSON.parse(data) }
}

const reader = {
  about: 'Rain from memory.',
  extensions: [],
  recognises: () => true,
  async *read() {
    for (const k of [0, 1, 2]) {
      const grid = { rows: 3, columns: 4, west: 0, north: 3000, cellX: 1000, cellY: 1000 }
      const values = Float32Array.from({ length: 12 }, (_, cell) => (cell === 0 ? Number.NaN : k * cell * 10))
      yield { quantity: 'rain_rate' as const, units: 'mm/h', name: 'a </script> name', timeMs: k * 300_000, minutes: 5, grid, values }
    }
  },
}

async function player(): Promise<string> {
  const readers = [{ name: 'memory', reader }]
  const { fields } = await survey([new URL(import.meta.url).pathname], { readers })
  return (await writePlayer(fields[0], reader.read())).html
}

describe('the player', () => {
  it('steps, wraps and plays', async () => {
    const { get, drawn, key, timers, data } = open(await player())
    expect(get('time').textContent).toBe('1970-01-01 00:00 UTC')
    key('ArrowRight')
    expect(get('time').textContent).toBe('1970-01-01 00:05 UTC')
    key('ArrowLeft')
    key('ArrowLeft')
    expect(get('time').textContent).toBe('1970-01-01 00:10 UTC')
    expect(drawn.at(-1)).toBe(`data:image/png;base64,${data.frames[2]}`)
    key(' ')
    expect(get('play').textContent).toBe('Pause')
    timers.pop()!()
    expect(get('time').textContent).toBe('1970-01-01 00:00 UTC')
    get('play').handlers.click({})
    expect([get('play').textContent, timers.length]).toEqual(['Play', 0])
    get('at').value = 1 as never
    get('at').handlers.input({})
    expect(get('time').textContent).toBe('1970-01-01 00:05 UTC')
  })

  it('has a legend of round numbers from least to greatest', async () => {
    const ticks = open(await player()).get('ticks').children
    expect(ticks.map(({ textContent }) => textContent)).toEqual(['0.1', '0.2', '0.5', '1', '2', '5', '10', '20', '50', '220 mm/h'])
    expect(ticks[0].style.left).toBe('0%')
    expect(ticks.at(-1)?.style.left).toBe('100%')
  })

  it.each([
    ['missing', () => [0, 0, 0, 0]],
    ['under 0.1 mm/h', (palette: number[][]) => palette[1]],
    ['about 220 mm/h', (palette: number[][]) => palette[255]],
    ['about 0.1 mm/h', (palette: number[][]) => palette[2]],
  ])('says %s under the pointer', async (what, pixelOf) => {
    const html = await player()
    const { get } = open(html, pixelOf(open(html).data.palette))
    get('map').handlers.pointermove({ clientX: 150, clientY: 250 })
    expect(get('value').textContent).toBe(`x 1500, y 500: ${what}`)
  })

  it('keeps a name from ending its script', async () => {
    const html = await player()
    expect(html.match(/<\/script>/g)).toHaveLength(2)
    expect(html).toContain('a &#60;/script&#62; name')
  })
})
