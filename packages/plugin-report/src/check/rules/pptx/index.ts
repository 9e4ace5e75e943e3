/** Rules about a PPTX that was written, whoever wrote it. */

import type { Rule } from '../../check.js'
import { contentTypes, elementOrder, externalParts, relationships, zipFolders } from './package.js'
import { colourDistance, greyDistance } from './pictures.js'
import { recordedNumber } from './record.js'
import { brokenPreview, duplicateIds, emptySlide, figureText, fontNames, offSlide, pictureAlt, slideNotes, slideTitle, smallRuns } from './slides.js'
import { type PptxUnderTest, venueTalk } from './talk.js'

export const pptxRules: Rule<PptxUnderTest>[] = [
  zipFolders,
  contentTypes,
  relationships,
  elementOrder,
  externalParts,
  brokenPreview,
  duplicateIds,
  offSlide,
  smallRuns,
  figureText,
  pictureAlt,
  colourDistance,
  greyDistance,
  slideTitle,
  slideNotes,
  emptySlide,
  fontNames,
  recordedNumber,
  venueTalk,
]
export type { PptxUnderTest }
