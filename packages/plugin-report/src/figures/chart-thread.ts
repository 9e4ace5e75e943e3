/** The thread that draws Vega-Lite charts. Vega is loaded and has drawn one before the first is asked for: its first takes twice as long. */
import { answerQuestions } from '../threads/answer.js'
import { drawSpec } from './render.js'

/** With what most charts have: bars, lines, labels, a legend. */
const unseen = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  width: 200,
  height: 100,
  autosize: { type: 'fit', contains: 'padding' },
  data: { values: [1, 2].map((value) => ({ value, name: `name ${value}`, group: 'a' })) },
  encoding: { y: { field: 'name', type: 'nominal', sort: null }, x: { field: 'value', type: 'quantitative', title: 'value' } },
  layer: [
    { mark: 'bar', encoding: { color: { field: 'group', type: 'nominal', scale: { range: ['#000000'] }, legend: { orient: 'top', title: null } } } },
    { mark: { type: 'line', point: true } },
    { mark: { type: 'text', align: 'left' }, encoding: { text: { field: 'name', type: 'nominal' } } },
  ],
}

answerQuestions(drawSpec)
await drawSpec(unseen)
