/** The thread that reads PDF files, while the main thread looks into others. */
import { answerQuestions } from '../../threads/answer.js'
import { readPdf } from './pdf.js'

answerQuestions(({ bytes, name }: { bytes: Uint8Array; name: string }) => readPdf(bytes, name))
