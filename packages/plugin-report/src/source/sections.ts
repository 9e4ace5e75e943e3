/** The whole of report.md: finding, abstract, sections with their fences and slides. */
import type { Heading, RootContent } from 'mdast'
import type { ContainerDirective } from 'mdast-util-directive'
import { blocksOf } from './blocks.js'
import type { Reading } from './context.js'
import { headingOf } from './heading.js'
import type { Block, ReportSection, SlideSource, Span } from './model.js'
import { isLabel, slideOf } from './slide.js'

export interface Parts {
  finding: Span[]
  abstract: Block[]
  sections: ReportSection[]
}

export function partsOf(nodes: RootContent[], reading: Reading): Parts {
  const starts = nodes.flatMap((node, i) => (node.type === 'heading' && node.depth === 2 ? [i] : []))
  const head = nodes.slice(0, starts[0] ?? nodes.length)
  const sections = starts.map((start, i) => sectionOf(nodes[start] as Heading, nodes.slice(start + 1, starts[i + 1] ?? nodes.length), reading))
  const seen = new Set<string>()
  for (const section of sections) {
    while (seen.has(section.id)) section.id += '-2'
    seen.add(section.id)
  }
  reading.said = []
  return { ...headOf(head, reading), sections }
}

/** What stands before the first heading; the first quotation there is the finding. */
function headOf(nodes: RootContent[], reading: Reading): Pick<Parts, 'finding' | 'abstract'> {
  const fences = nodes.filter((node) => node.type === 'containerDirective')
  for (const fence of fences.filter(({ name }) => name !== 'paper')) {
    reading.problems.add('REPORT_SOURCE_INVALID', reading.lineOf(fence.position?.start.line ?? 1), `a fence ":::${fence.name}" before the first section`, {
      expected: '"## Heading" before it; only the abstract, which may be in :::paper, stands above the first heading',
    })
  }
  const open = nodes.flatMap((node) => (node.type === 'containerDirective' ? (node.name === 'paper' ? (node.children as RootContent[]) : []) : [node]))
  const blocks = blocksOf(open, reading)
  const quote = blocks.findIndex(({ kind }) => kind === 'quote')
  const finding = quote >= 0 && blocks[quote].kind === 'quote' ? blocks[quote].spans : []
  return { finding, abstract: blocks.filter((_, i) => i !== quote) }
}

function sectionOf(heading: Heading, nodes: RootContent[], reading: Reading): ReportSection {
  const section: ReportSection = { ...headingOf(heading, reading), blocks: [] }
  for (const node of nodes) {
    if (node.type === 'containerDirective') addFence(section, node, reading)
    else section.blocks.push(...blocksOf([node], reading))
  }
  return section
}

const known = ['poster', 'paper', 'slide', 'notes']

function addFence(section: ReportSection, fence: ContainerDirective, reading: Reading): void {
  const line = reading.lineOf(fence.position?.start.line ?? 1)
  const children = fence.children as RootContent[]
  if (fence.name === 'slide') {
    const slide: SlideSource | undefined = slideOf(fence, reading)
    section.slides ??= []
    if (slide) section.slides.push(slide)
    return
  }
  if (fence.name === 'poster' || fence.name === 'paper') {
    if (Object.keys(fence.attributes ?? {}).length > 0 || isLabel(children[0])) {
      reading.problems.add('REPORT_SOURCE_INVALID', line, `":::${fence.name}" takes no label and no settings`)
    }
    const blocks = blocksOf(children, reading)
    section[fence.name] = [...(section[fence.name] ?? []), ...blocks]
    return
  }
  reading.problems.add('REPORT_SOURCE_INVALID', line, known.includes(fence.name) ? ':::notes stand in a slide' : `there is no fence ":::${fence.name}"`, {
    expected: ':::poster, :::paper, :::slide, and :::notes inside a slide',
    received: `:::${fence.name}`,
  })
}
