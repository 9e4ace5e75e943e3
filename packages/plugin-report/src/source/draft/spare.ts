/** Which figures a poster can spare, and the source without them there. */
import type { Block, ReportSource } from '../model.js'

/** Figures of a poster in the order in which they can be spared: the last of each run first, of equals those of later runs. */
export function spareOrder({ settings, sections }: ReportSource): string[] {
  const onPoster = new Set(sections.flatMap(({ blocks, poster }) => (poster ?? blocks).flatMap((block) => figureOf(block) ?? [])))
  const perRun = new Map<string, number>()
  const ranked = Object.entries(settings.figures)
    .filter(([name]) => onPoster.has(name))
    .map(([name, { run }]) => {
      const rank = perRun.get(run) ?? 0
      perRun.set(run, rank + 1)
      return { name, rank }
    })
  return ranked
    .reverse()
    .sort((a, b) => b.rank - a.rank)
    .map(({ name }) => name)
}

/** As a draft reads that leaves these figures off its poster. */
export function offPoster(source: ReportSource, names: string[]): ReportSource {
  const isShown = (block: Block) => !names.includes(figureOf(block) ?? '')
  return { ...source, sections: source.sections.map((section) => ({ ...section, poster: (section.poster ?? section.blocks).filter(isShown) })) }
}

/** A figure with a caption of its own is named by its line too. */
function figureOf(block: Block): string | undefined {
  return block.kind === 'figure' ? block.name.replace(/ line \d+$/, '') : undefined
}
