/** The first version of the words, with as many figures as fit well on the page. */
import { assemblePoster, type DraftChoices, draftPoster, type LoadedRun, type PosterWords, spareOrder } from '../document/index.js'
import { layoutPoster, type Page } from '../layout/index.js'
import { loadFontMetrics } from '../text/index.js'

/** Text this much larger than the smallest that may be printed is comfortable. */
const comfortableBodyToFloor = 1.12

/** Figures that are left out stay in `figures`, ready to be named in a section; `spared` lists them. */
export async function draftToFit(runs: LoadedRun[], choices: DraftChoices, page: Page): Promise<{ words: PosterWords; spared: string[] }> {
  const metrics = await loadFontMetrics()
  let words = draftPoster(runs, choices)
  const spared: string[] = []
  for (const name of spareOrder(words)) {
    const layout = layoutPoster(assemblePoster(words, runs), page, metrics)
    if (layout && layout.bodyPt >= page.floorPt * comfortableBodyToFloor) break
    if (layout && spared.length > 0 && isMain(name, words)) break
    words = without(words, name)
    spared.push(name)
  }
  return { words, spared }
}

/** The first figure of a run is what the poster is about. */
function isMain(name: string, { figures }: PosterWords): boolean {
  const { run } = figures[name]
  return Object.keys(figures).find((other) => figures[other].run === run) === name
}

function without(words: PosterWords, name: string): PosterWords {
  const sections = words.sections.map((section) => ({ ...section, figures: section.figures.filter((figure) => figure !== name) }))
  return { ...words, sections: sections.filter(({ text, figures }) => text !== '' || figures.length > 0) }
}
