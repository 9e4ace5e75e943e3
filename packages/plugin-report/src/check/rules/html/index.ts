/** Rules about an HTML file: a poster, a deck, a page of a site, or somebody else's. */
import type { Rule } from '../../check.js'
import { hasClass, textOf } from '../../read/html-text.js'
import { goneNumbers, holdsNumber, recordedNumberRule } from '../recorded.js'
import { beyondSlot, venueTalkRule } from '../talk.js'
import { lowContrast } from './contrast.js'
import { type HtmlUnderTest, pagesOf } from './input.js'
import { activeContent, missingFile, nothingFetched } from './loads.js'
import { altText, duplicateIds, language, structure, title } from './structure.js'

const recordedNumber: Rule<HtmlUnderTest> = {
  ...recordedNumberRule,
  find({ file, numbers, medium }) {
    const pages = [...pagesOf(file).keys()]
    const textAt = (page: number, place: string) => {
      const own = pages[page - 1]
      if (!own) return undefined
      if (place !== 'notes') return textOf(own, (element) => hasClass(element, 'notes'))
      const notes = own.children.find((child) => typeof child !== 'string' && hasClass(child, 'notes'))
      return notes && typeof notes !== 'string' ? textOf(notes) : ''
    }
    return goneNumbers(numbers, textAt, { word: medium === 'slides' ? 'slide' : 'page', holds: holdsNumber })
  },
}

const venueTalk: Rule<HtmlUnderTest> = {
  ...venueTalkRule,
  find({ file, medium, venue }) {
    if (medium !== 'slides') return []
    const shown = [...pagesOf(file).keys()].filter(({ attributes }) => !attributes.has('data-hidden')).length
    const plan = file.elements.find(({ attributes }) => attributes.has('data-plan'))?.attributes.get('data-plan')
    return beyondSlot({ shown, minutes: minutesOf(plan) }, venue)
  },
}

function minutesOf(plan = ''): number | undefined {
  const seconds = Number(/"slot":(\d+(?:\.\d+)?)[,}]/.exec(plan)?.[1])
  return Number.isFinite(seconds) ? seconds / 60 : undefined
}

export const htmlRules: Rule<HtmlUnderTest>[] = [
  nothingFetched,
  missingFile,
  activeContent,
  language,
  title,
  structure,
  altText,
  duplicateIds,
  lowContrast,
  recordedNumber,
  venueTalk,
]
export { type HtmlUnderTest, mediumOf } from './input.js'
