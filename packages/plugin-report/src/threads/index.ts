/**
 * Work beside the main thread, which goes on meanwhile: questions to a file that answers them, each thread one after the other.
 *
 * `new ThreadPool(url, most).ask(question)` in the main thread; `answerQuestions(work)` of answer.js, which loads nothing else, in the file. Both sides are copied
 * (structured clone). Threads start with the questions, at most `most`, and do not keep the process. Errors: those of the
 * work, a PhdError as one.
 */
export { ThreadPool } from './pool.js'
