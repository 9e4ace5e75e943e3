/** From runs to a poster's words, and from words to the document that is laid out. */
export { assembleFigure, assemblePoster, paragraphsOf } from './assemble.js'
export { type DraftChoices, draftPoster, spareOrder } from './draft/index.js'
export { type DocFigure, type DocSection, type KeyNumber, type Paragraph, type PosterDocument, printedText } from './poster-document.js'
export { type LoadedRun, letterOf, loadRun, loadRuns } from './runs.js'
export { type FigureWords, type PosterWords, parseWords } from './words.js'
export { isEdited, readWords, wordsToYaml } from './words-file.js'
