/** Numbers that were changed by hand in a deck or poster: the record inside the file says which there were. */
import { isCustomPart, recordIn } from '../../../manifest/embed/pptx.js'
import { type Build, noRecord, parseManifest } from '../../../manifest/index.js'
import type { Rule } from '../../check.js'
import { type PptxFile, textOf } from '../../read/pptx.js'
import { goneNumbers, holdsNumber, recordedNumberRule } from '../recorded.js'

const firstId = 256

export const recordedNumber: Rule<PptxFile> = {
  ...recordedNumberRule,
  find({ slides, entries, name }) {
    const records = [...entries.values()].filter((entry) => isCustomPart(entry.name)).flatMap((entry) => recordIn(entry.read().toString('utf8')) ?? [])
    const printed = new Map(slides.map(({ id, xml, notes }) => [id, { shown: textOf(xml), notes }]))
    const numbers = buildsOf(records.at(-1), name).flatMap((build) => build.numbers)
    const textAt = (page: number, place: string) => printed.get(firstId - 1 + page)?.[place === 'notes' ? 'notes' : 'shown']
    return goneNumbers(numbers, textAt, { word: 'slide', holds: holdsNumber })
  },
}

function buildsOf(record: string | undefined, name: string): Build[] {
  try {
    return record === undefined ? [] : Object.values(parseManifest(record, name).builds)
  } catch (error) {
    return noRecord(error) ?? []
  }
}
