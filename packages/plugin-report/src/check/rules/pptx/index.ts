/** Rules about a PPTX that was written, whoever wrote it. */

import type { Rule } from '../../check.js'
import type { PptxFile } from '../../read/pptx.js'
import { contentTypes, elementOrder, externalParts, relationships, zipFolders } from './package.js'
import { colourDistance, greyDistance } from './pictures.js'
import { recordedNumber } from './record.js'
import { brokenPreview, duplicateIds, emptySlide, figureText, fontNames, offSlide, pictureAlt, slideNotes, slideTitle, smallRuns } from './slides.js'

export const pptxRules: Rule<PptxFile>[] = [
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
]
