/** The thread that draws Vega-Lite charts. Vega is loaded before the first is asked for. */
import { answerQuestions } from '../threads/answer.js'
import { drawSpec } from './render.js'
import { loadVega } from './vega.js'

answerQuestions(drawSpec)
await loadVega()
