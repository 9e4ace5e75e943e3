/** What can be mended without losing anything: `phd report check --fix`. Each says what it did. */
export { draftAltTexts } from './alt-texts.js'
export { commentEmptySlides } from './empty-slides.js'
export { mendPptx } from './mend-pptx.js'
