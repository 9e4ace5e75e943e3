/** Text, measured with the font that it is set in: widths, lines, sizes, styles. */
export { cleanText, countWords, drawable, isRightToLeft, missingCharacters } from './clean.js'
export { escapeMarkup } from './escape-markup.js'
export { type FitRequest, fitSize } from './fit.js'
export { type FontMetrics, type FontSet, fontFiles, fontSet, loadFontMetrics, officeFamily, shippedFamily, type Weight } from './fonts.js'
export { safeLink, styledText } from './spans.js'
export { subsetFont } from './subset.js'
export { spansWidthEm, weightOf, wrap, wrapSpans } from './wrap.js'
