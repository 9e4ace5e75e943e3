/** One `:::slide[Claim]{seconds=60 must}` with its `:::notes`. */
import type { PhrasingContent, RootContent } from 'mdast'
import type { ContainerDirective } from 'mdast-util-directive'
import { textOf } from './block-text.js'
import { blocksOf } from './blocks.js'
import type { Reading } from './context.js'
import type { Block, SlideSource, Span } from './model.js'
import { promptPattern } from './prompts.js'
import { spansOf } from './spans.js'

const [leastSeconds, mostSeconds] = [5, 3600]

/** Undefined where the slide holds nothing but prompts. */
export function slideOf(fence: ContainerDirective, reading: Reading): SlideSource | undefined {
  const line = reading.lineOf(fence.position?.start.line ?? 1)
  const children = fence.children as RootContent[]
  const label = children.find(isLabel)
  const claim = label?.type === 'paragraph' ? spansOf(label.children as PhrasingContent[], reading) : []
  if (claim.length === 0) {
    reading.problems.add('REPORT_SOURCE_INVALID', line, 'a slide has no claim', {
      expected: ':::slide[What it says, as a sentence]',
      remedy: 'write it in the brackets',
    })
  }
  const isNotes = (child: RootContent) => child.type === 'containerDirective' && child.name === 'notes'
  const before = reading.prompts.length
  const content = children.filter((child) => child !== label && !isNotes(child))
  const blocks = blocksOf(content, reading)
  const isPrompt = promptPattern.test(textOf(claim)) || (content.length > 0 && blocks.length === 0 && reading.prompts.length > before)
  if (isPrompt && reading.prompts.length === before) reading.prompts.push(line)
  const notes = children.filter(isNotes).flatMap((child) => notesOf(blocksOf((child as ContainerDirective).children as RootContent[], reading)))
  const settings = attributes(fence, line, reading)
  return isPrompt ? undefined : { claim, blocks, notes, ...settings, line }
}

/** The brackets after the name of a fence. */
export function isLabel(node: RootContent | undefined): boolean {
  return node?.type === 'paragraph' && node.data !== undefined && 'directiveLabel' in node.data && node.data.directiveLabel === true
}

function attributes({ attributes: given }: ContainerDirective, line: number, reading: Reading): { seconds?: number; must: boolean } {
  const settings: { seconds?: number; must: boolean } = { must: false }
  for (const [key, value] of Object.entries(given ?? {})) {
    const seconds = Number(value)
    if (key === 'must' && (value === '' || value === 'true')) settings.must = true
    else if (key === 'seconds' && value !== '' && seconds >= leastSeconds && seconds <= mostSeconds) settings.seconds = seconds
    else {
      reading.problems.add('REPORT_SOURCE_INVALID', line, `a slide has no setting ${key}${value ? `=${value}` : ''}`, {
        expected: `seconds=${leastSeconds} to ${mostSeconds}, must`,
        received: `${key}=${value}`,
      })
    }
  }
  return settings
}

function notesOf(blocks: Block[]): Span[][] {
  return blocks.flatMap((block) => (block.kind === 'paragraph' || block.kind === 'quote' ? [block.spans] : block.kind === 'list' ? block.items : []))
}
