import type { Venue } from '../../../venues/venue.js'
import type { Rule } from '../../check.js'
import type { PptxFile } from '../../read/pptx.js'
import { beyondSlot, venueTalkRule } from '../talk.js'
import { widestSlideMm } from './slides.js'

export interface PptxUnderTest extends PptxFile {
  venue?: Venue
}

export const venueTalk: Rule<PptxUnderTest> = {
  ...venueTalkRule,
  find({ slides, widthEmu, venue }) {
    if (widthEmu / 36_000 > widestSlideMm) return []
    const shown = slides.filter(({ hidden }) => !hidden)
    const seconds = shown.map(({ notes }) => Number(/^\[(\d+) s, from \d+:\d\d/.exec(notes)?.[1] ?? 0)).reduce((sum, one) => sum + one, 0)
    return beyondSlot({ shown: shown.length, minutes: seconds > 0 ? seconds / 60 : undefined, by: 'its notes' }, venue)
  },
}
