/** Charts of a whole document are drawn beside the main thread, which loads, reads and lays out while Vega starts. */
import { codeFile } from '../code-file.js'
import { ThreadPool } from '../threads/index.js'

let thread: ThreadPool<object, string> | undefined

/** Called first by what will want several charts. */
export function expectCharts(): void {
  thread ??= new ThreadPool(codeFile('figures/chart-thread.js'), 1)
  thread.start()
}

/** A complete specification (renderVegaLite) as SVG; undefined where no charts were expected. */
export function drawBeside(specification: object): Promise<string> | undefined {
  return thread?.ask(specification)
}
