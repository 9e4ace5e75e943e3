/** What runs in the browser. Text, because this package is compiled for Node alone. */
export const playerScript = `
'use strict'
const data = JSON.parse(document.getElementById('data').textContent)
const $ = (id) => document.getElementById(id)
const canvas = $('map')
const context = canvas.getContext('2d', { willReadFrequently: true })
const pictures = data.frames.map((png) => { const image = new Image(); image.src = 'data:image/png;base64,' + png; return image })
const ground = Math.cos(data.degrees ? (data.north - data.pixelY * data.height / 2) * Math.PI / 180 : 0)
const shape = (data.pixelX * ground * data.width) / (data.pixelY * data.height)
canvas.style.aspectRatio = String(shape)
$('frame').style.maxWidth = 'calc(74vh * ' + shape + ')'

let shown = 0
let playing = false
let timer
let pointer

function show(k) {
  shown = (k + pictures.length) % pictures.length
  $('at').value = shown
  $('time').textContent = data.times[shown].replace('T', ' ').replace(':00Z', ' UTC').replace('Z', ' UTC')
  const image = pictures[shown]
  const draw = () => {
    if (pictures[shown] !== image) return
    context.clearRect(0, 0, canvas.width, canvas.height)
    context.drawImage(image, 0, 0)
    if (pointer) showValue()
  }
  if (image.complete && image.naturalWidth) draw()
  else image.onload = draw
}

function play(on) {
  playing = on
  clearTimeout(timer)
  $('play').textContent = on ? 'Pause' : 'Play'
  if (on) timer = setTimeout(step, 1000 / Number($('speed').value))
}
function step() { show(shown + 1); play(true) }

const valueAt = (index) => data.logarithmic
  ? data.low * Math.pow(data.high / data.low, (index - 2) / 253)
  : data.low + (data.high - data.low) * (index - 2) / 253
const indexOf = new Map(data.palette.map((colour, i) => [colour.slice(0, 3).join(), i]))
if (!data.logarithmic) indexOf.set(data.palette[2].slice(0, 3).join(), 2)

function showValue() {
  const [red, green, blue, alpha] = context.getImageData(pointer.column, pointer.row, 1, 1).data
  const index = alpha === 0 ? 0 : indexOf.get([red, green, blue].join())
  const digits = data.degrees ? 3 : 0
  const where = 'x ' + (data.west + (pointer.column + 0.5) * data.pixelX).toFixed(digits) + ', y ' + (data.north - (pointer.row + 0.5) * data.pixelY).toFixed(digits)
  const what = index === 0 ? 'missing' : index === 1 ? 'under ' + data.low + ' ' + data.units : index === undefined ? '' : 'about ' + Number(valueAt(index).toPrecision(2)) + ' ' + data.units
  $('value').textContent = where + ': ' + what
}
canvas.addEventListener('pointermove', (event) => {
  const box = canvas.getBoundingClientRect()
  const scale = Math.min(box.width / shape, box.height)
  const column = Math.floor(((event.clientX - box.left - (box.width - scale * shape) / 2) / (scale * shape)) * data.width)
  const row = Math.floor(((event.clientY - box.top - (box.height - scale) / 2) / scale) * data.height)
  if (column < 0 || row < 0 || column >= data.width || row >= data.height) return
  pointer = { column, row }
  showValue()
})

const share = (value) => data.logarithmic ? Math.log(value / data.low) / Math.log(data.high / data.low) : (value - data.low) / (data.high - data.low)
$('bar').style.background = 'linear-gradient(to right, ' + data.palette.slice(2).map((colour) => 'rgb(' + colour.slice(0, 3).join() + ')').join() + ')'
const middle = data.logarithmic
  ? [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500].filter((value) => share(value) > 0.06 && share(value) < 0.84)
  : [0.25, 0.5, 0.75].map((at) => data.low + at * (data.high - data.low))
for (const value of [data.low, ...middle, data.high]) {
  const tick = document.createElement('span')
  tick.textContent = Number(value.toPrecision(3)) + (value === data.high ? ' ' + data.units : '')
  tick.style.left = 100 * share(value) + '%'
  $('ticks').append(tick)
}

$('play').addEventListener('click', () => play(!playing))
$('at').addEventListener('input', () => { play(false); show(Number($('at').value)) })
document.addEventListener('keydown', (event) => {
  if (event.target.tagName === 'SELECT') return
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (by) { event.preventDefault(); play(false); show(shown + by) }
  if (event.key === ' ' && event.target.tagName !== 'BUTTON') { event.preventDefault(); play(!playing) }
})
show(0)
`
