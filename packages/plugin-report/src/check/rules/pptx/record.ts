/** Numbers that were changed by hand in a deck or poster: the record inside the file says which there were. */
import { isPhdError } from '@phd/core'
import { isCustomPart, recordIn } from '../../../manifest/embed/pptx.js'
import { type Build, parseManifest } from '../../../manifest/index.js'
import type { Rule } from '../../check.js'
import { type PptxFile, textOf } from '../../read/pptx.js'

const firstId = 256

export const recordedNumber: Rule<PptxFile> = {
  id: 'recorded-number',
  severity: 'note',
  about: 'The numbers that were printed at the build still stand on their slides; what was typed in their place comes from no run.',
  remedy: 'put the number back, or change it in report.md and build again',
  find({ slides, entries, name }) {
    const records = [...entries.values()].filter((entry) => isCustomPart(entry.name)).flatMap((entry) => recordIn(entry.read().toString('utf8')) ?? [])
    const printed = new Map(slides.map(({ id, xml, notes }) => [id, { shown: textOf(xml), notes }]))
    return buildsOf(records.at(-1), name).flatMap(({ numbers }) =>
      numbers.flatMap(({ page, place, printed: number, reference }) => {
        const slide = printed.get(firstId - 1 + page)
        if (!slide || !/\d/.test(number) || holds(place === 'notes' ? slide.notes : slide.shown, number)) return []
        return [`slide ${page}, ${place}: ${number} is not printed there any more ({{${reference}}})`]
      }),
    )
  },
}

/** A record that cannot be read is told by `phd report trace`. */
function buildsOf(record: string | undefined, name: string): Build[] {
  try {
    return record === undefined ? [] : Object.values(parseManifest(record, name).builds)
  } catch (error) {
    if (!isPhdError(error)) throw error
    return []
  }
}

/** As a number of its own: 3 does not stand in 0.31. A line may be broken at any space. */
function holds(text: string, number: string): boolean {
  const pattern = number
    .trim()
    .split(/\s+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s*')
  return new RegExp(`(?<!\\d|\\d[.,])${pattern}(?!\\d|[.,]\\d)`).test(text)
}
