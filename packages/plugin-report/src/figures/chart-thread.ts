/** The thread that draws Vega-Lite charts. Vega is loaded and warm before the first is asked for. */
import { answerQuestions } from '../threads/answer.js'
import { drawSpec } from './render.js'
import { warmUp } from './warm-up.js'

answerQuestions(drawSpec)
await warmUp()
