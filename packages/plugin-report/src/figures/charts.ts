/** Charts of a whole document are drawn beside the main thread, which loads, reads and lays out while Vega starts. */
import { setFlagsFromString } from 'node:v8'
import { codeFile } from '../code-file.js'
import { ThreadPool } from '../threads/index.js'

let thread: ThreadPool<object, string> | undefined

/** Called first by what will want several charts. */
export function expectCharts(): void {
  optimiseLater()
  thread ??= new ThreadPool(codeFile('figures/chart-thread.js'), 1)
  thread.start()
}

/** A complete specification (renderVegaLite) as SVG; undefined where no charts were expected. */
export function drawBeside(specification: object): Promise<string> | undefined {
  return thread?.ask(specification)
}

/**
 * Such a command takes two seconds: what V8 optimises early in it costs a sixth of its time and gives less back. Six times Node 20's own
 * budget; later versions have other flags for it.
 */
function optimiseLater(): void {
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=400000')
}
