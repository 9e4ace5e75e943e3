/** Rules about one laid page or slide: at every build. */

import type { Rule } from '../../check.js'
import { altText } from './alt-text.js'
import { altWords } from './alt-words.js'
import { lowContrast } from './contrast.js'
import { fontSize } from './font-size.js'
import type { LaidPage } from './input.js'
import { offPage } from './off-page.js'
import { overflow } from './overflow.js'
import { overlap } from './overlap.js'
import { safeMargin } from './safe-margin.js'

export const layoutRules: Rule<LaidPage>[] = [overflow, offPage, overlap, safeMargin, altText, altWords, fontSize, lowContrast]
export type { Floors, LaidPage } from './input.js'
