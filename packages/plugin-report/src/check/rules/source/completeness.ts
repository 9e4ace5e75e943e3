/** Rules about what is still missing: prompts, sections, slides, citations. */

import { spansOfBlock, textOf } from '../../../source/block-text.js'
import type { Block, ReportSection, SlideSource } from '../../../source/model.js'
import type { Rule } from '../../check.js'
import { passagesOf, type SourceUnderTest } from './input.js'

export const prompts: Rule<SourceUnderTest> = {
  id: 'prompts',
  severity: 'note',
  about: 'Every prompt of the draft (TODO: …) is answered; unanswered ones are not printed.',
  remedy: 'write your answer in its place, or take the line out',
  find: ({ source: { file }, markdown }) =>
    markdown.split('\n').flatMap((line, i) => (/^\s*(?:[-*]\s+)?TODO\b/.test(line) ? [`${file}:${i + 1}: ${line.trim().slice(0, 70)}`] : [])),
}

export const emptySection: Rule<SourceUnderTest> = {
  id: 'empty-section',
  severity: 'note',
  about: 'Every section says or shows something; an empty one is left out.',
  remedy: 'fill it or take it out',
  find({ source: { file, sections, finding } }) {
    const empty = sections.filter(({ blocks, poster = [], paper = [], slides = [] }) => isEmpty([...blocks, ...poster, ...paper]) && slides.length === 0)
    return [
      ...(textOf(finding).trim() === '' ? [`${file} has no finding: a quotation (> …) before the first section`] : []),
      ...empty.map(({ heading, line }) => `${file}:${line}: section "${heading}"`),
    ]
  },
}

export const emptySlide: Rule<SourceUnderTest> = {
  id: 'empty-slide',
  severity: 'error',
  about: 'Every slide has a claim, and shows something for it.',
  remedy: 'fill it or take it out; --fix comments it out',
  find: ({ source: { file, sections } }) =>
    slidesOf(sections)
      .filter(({ claim, blocks }) => textOf(claim).trim() === '' || isEmpty(blocks))
      .map(({ claim, line }) => `${file}:${line}: slide "${textOf(claim)}" ${textOf(claim).trim() === '' ? 'has no claim' : 'has no content'}`),
}

export const numbering: Rule<SourceUnderTest> = {
  id: 'numbering',
  severity: 'error',
  about: 'Where headings or claims are numbered, no number is missing and none comes twice.',
  remedy: 'mend the numbers, or leave them to phd',
  find({ source: { sections } }) {
    const lists: [string, string[]][] = [
      ['section', sections.map(({ heading }) => heading)],
      ['slide', slidesOf(sections).map(({ claim }) => textOf(claim))],
    ]
    return lists.flatMap(([kind, titles]) => {
      const numbered = titles.flatMap((title) => {
        const found = /^(\d{1,2})[.):]\s/.exec(title)
        return found ? [{ title, number: Number(found[1]) }] : []
      })
      return numbered.flatMap(({ title, number }, i) =>
        i > 0 && number !== numbered[i - 1].number + 1 ? [`${kind} "${title}" comes after number ${numbered[i - 1].number}`] : [],
      )
    })
  },
}

export const citations: Rule<SourceUnderTest> = {
  id: 'citations',
  severity: 'error',
  about: 'Every [@key] is in the bibliography.',
  remedy: 'add it to the .bib file, or mend the key',
  find({ source, bibliography = '' }) {
    const keys = new Set([...bibliography.matchAll(/^\s*@\w+\s*[{(]\s*([^\s,]+)\s*,/gm)].map(([, key]) => key))
    const cited = passagesOf(source).flatMap(({ place, spans }) => spans.flatMap(({ cite = [] }) => cite.map((key) => ({ key, place }))))
    return [...new Map(cited.map((it) => [it.key, it])).values()]
      .filter(({ key }) => !keys.has(key))
      .map(({ key, place }) => `${place} cites ${key}, which is not in ${source.settings.paper.bibliography}`)
  },
}

function slidesOf(sections: ReportSection[]): SlideSource[] {
  return sections.flatMap(({ slides = [] }) => slides)
}

function isEmpty(blocks: Block[]): boolean {
  return blocks.every((block) => !['figure', 'equation'].includes(block.kind) && spansOfBlock(block).every((spans) => textOf(spans).trim() === ''))
}
