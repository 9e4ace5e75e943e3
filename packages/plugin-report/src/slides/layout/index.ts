/**
 * Slides to pages of boxes in millimetres.
 *
 * In: a SlidesDocument, its runs, a page, a theme. Out: one LayoutModel a page, hidden behind the divider.
 * Errors: REPORT_SLIDE_OVERFLOW.
 */
export { type LaidSlide, layoutDeck } from './deck.js'
export { floorPt, leastFigurePt, type SlideSize, slidePage, slideSizes } from './frame.js'
