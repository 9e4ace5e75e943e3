/** A notebook without outputs, execution counts, attachments and the traces of who ran it where; cells and their text stay. */
import type { Notebook } from './read.js'

/** Keys of metadata that say how to show a cell, and nothing else. */
const keptCellMetadata = new Set(['tags', 'collapsed', 'slideshow', 'name', 'alt', 'caption'])
const keptMetadata = new Set(['kernelspec', 'language_info', 'title'])

export interface Stripped {
  notebook: Notebook
  /** How many outputs were taken away. */
  outputs: number
}

export function stripNotebook(notebook: Notebook, keepOutputs = false): Stripped {
  let outputs = 0
  const cells = notebook.cells.map((cell) => {
    const { outputs: own = [], attachments: _, ...rest } = cell
    const bare = { ...rest, metadata: chosen(cell.metadata, keptCellMetadata) }
    if (cell.cell_type !== 'code') return keepOutputs && cell.attachments ? { ...bare, attachments: cell.attachments } : bare
    outputs += own.length
    return { ...bare, execution_count: null, outputs: keepOutputs ? own.map(uncounted) : [] }
  })
  return { notebook: { ...notebook, metadata: chosen(notebook.metadata, keptMetadata), cells }, outputs: keepOutputs ? 0 : outputs }
}

/** As Jupyter writes it: one space of indentation, sources as lists of lines, a line feed at the end. */
export function notebookJson({ cells, ...rest }: Notebook): string {
  const listed = cells.map((cell) => ({ ...cell, source: cell.source.match(/[^\n]*\n|[^\n]+/g) ?? [] }))
  return `${JSON.stringify({ cells: listed, ...rest }, null, 1)}\n`
}

function uncounted<T extends object>(output: T): T {
  return 'execution_count' in output ? { ...output, execution_count: null } : output
}

function chosen(metadata: Record<string, unknown>, kept: Set<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => kept.has(key)))
}
