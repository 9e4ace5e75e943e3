/** A report's source into a paper: its own fences where it has them, prompts told apart, figures bound. */
import { PhdError } from '@phd/core'
import { spansOfBlock, textOf } from '../source/block-text.js'
import type { Block, ReportSection, ReportSource, Span } from '../source/model.js'
import type { PaperBlock, PaperDocument, Todo } from './document.js'
import { promptsOf } from './prompts.js'

const prompt = /^\s*TODO\b:?\s*/

/** `markdown` is the text of report.md, from which the source leaves prompts out. */
export function assemblePaper(source: ReportSource, markdown: string, anonymous: boolean): PaperDocument {
  const { settings } = source
  const todos: Todo[] = []
  const prompts = promptsOf(markdown)
  const asked = (sectionLine: number, fence: string) =>
    prompts
      .filter((one) => one.sectionLine === sectionLine && one.fence === fence)
      .map(({ place, text }): PaperBlock => {
        todos.push({ place, text })
        return { kind: 'todo', text }
      })
  const blocksOf = (blocks: Block[], place: string, wide: boolean) => blocks.flatMap((block) => paperBlocks(block, place, wide, source, todos))
  const abstract = [
    ...asked(0, ''),
    ...withStamp(blocksOf(source.abstract.length ? source.abstract : findingAsAbstract(source), 'abstract', false), settings.stamp),
  ]
  const shown = source.sections.map(({ heading, paper, blocks, wide, line }) => ({
    heading,
    blocks: [...blocksOf(paper ?? blocks, heading, wide), ...asked(line, paper ? 'paper' : '')],
  }))
  const sections = shown.filter(({ blocks }) => blocks.length > 0)
  const all = [...abstract, ...sections.flatMap(({ blocks }) => blocks)]
  return {
    title: settings.title,
    authors: anonymous ? [] : settings.authors.filter(Boolean),
    affiliation: anonymous ? '' : settings.affiliation,
    contact: anonymous ? '' : settings.contact,
    anonymous,
    abstract,
    sections,
    acknowledgements: anonymous ? '' : settings.acknowledgements,
    runs: runsLine(all, source),
    todos,
    cited: [...new Set(all.flatMap(spansOfBlock).flatMap((spans) => spans.flatMap(({ cite }) => cite ?? [])))],
  }
}

/** Sections that have nothing to say in the paper, and were not left out on purpose. */
export function emptySections({ sections }: ReportSource): string[] {
  return sections
    .filter(({ paper, poster, slides, blocks }: ReportSection) => !paper && !poster && !slides?.length && blocks.length === 0)
    .map(({ heading }) => heading)
}

function findingAsAbstract({ finding }: ReportSource): Block[] {
  return finding.length ? [{ kind: 'paragraph', spans: finding }] : []
}

function withStamp(abstract: PaperBlock[], stamp: string): PaperBlock[] {
  if (!stamp) return abstract
  return [...abstract, { kind: 'paragraph', spans: [{ text: `${stamp.replace(/[.\s]+$/, '')}.`, italic: true }] }]
}

function paperBlocks(block: Block, place: string, wide: boolean, source: ReportSource, todos: Todo[]): PaperBlock[] {
  const todo = (spans: Span[]): PaperBlock => {
    const text = textOf(spans).replace(prompt, '').trim()
    todos.push({ place, text })
    return { kind: 'todo', text }
  }
  const asks = (spans: Span[]) => prompt.test(textOf(spans))
  if ((block.kind === 'paragraph' || block.kind === 'quote') && asks(block.spans)) return [todo(block.spans)]
  if (block.kind === 'list' && block.items.some(asks)) {
    const items = block.items.filter((item) => !asks(item))
    return [...(items.length ? [{ ...block, items }] : []), ...block.items.filter(asks).map(todo)]
  }
  if (block.kind !== 'figure') return [block]
  const figure = source.figures.get(block.name)
  if (figure) return [{ kind: 'figure', figure, wide }]
  throw new PhdError('REPORT_FIGURE_UNKNOWN', `${source.file}:${block.line}: there is no figure "${block.name}".`, {
    expected: `one of: ${[...source.figures.keys()].join(', ') || '(report.yaml has none)'}`,
    received: block.name,
    remedy: 'mend the name, or add the figure to report.yaml',
  })
}

/** Names the runs whose letters stand in the text: a reader can ask for them. */
function runsLine(blocks: PaperBlock[], { runs }: ReportSource): string {
  const text = blocks.map((block) => [...spansOfBlock(block).map(textOf), block.kind === 'figure' ? block.figure.caption : ''].join(' ')).join(' ')
  const marked = new Set([...text.matchAll(/\[([A-Z]+(?:(?:, |–)[A-Z]+)*)\]/g)].flatMap(([, letters]) => letters.split(/, |–/)))
  const named = runs.filter(({ letter }) => marked.has(letter))
  return named.map(({ letter, run }) => `[${letter}] ${run.experiment}, run ${run.id}, seed ${run.seed}`).join('; ')
}
