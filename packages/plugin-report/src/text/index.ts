/** Text, measured with the font that is shipped: widths, lines, sizes. */
export { cleanText, countWords, drawable, isRightToLeft, missingCharacters } from './clean.js'
export { type FitRequest, fitSize } from './fit.js'
export { type FontMetrics, fontFiles, loadFontMetrics, officeFamily, shippedFamily, type Weight } from './fonts.js'
export { wrap } from './wrap.js'
