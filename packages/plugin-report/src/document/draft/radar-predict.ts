/** Words about runs of radar/predict: the maps, the most striking thing on the poster, over its whole width. */
import type { Raster } from '@phd/core'
import { counted, listed, shownGroups } from '../../figures/index.js'
import type { LoadedRun } from '../runs.js'
import { type Draft, draftFigure, figureName, sentence } from './draft.js'

/** One row of large maps; `samples: 2` in poster.yaml shows two rows. */
const shownSamples = 1

export function draftRadarPredict(loaded: LoadedRun): Draft {
  const figures: Draft['figures'] = {}
  for (const [name, result] of loaded.results) {
    const options = result.shape === 'raster' ? { samples: shownSamples } : {}
    const figure = draftFigure(loaded, name, { options, caption: result.shape === 'raster' ? rasterCaption(result) : undefined })
    if (figure) figures[figureName(loaded, name)] = figure
  }
  const names = Object.keys(figures)
  return {
    title: 'Predicting flood water from rainfall radar',
    numbers: [],
    figures,
    sections: names.map((name) => ({ role: 'look', heading: 'Rain and terrain in, water out', text: '', figures: [name], wide: true })),
  }
}

/** Says by which rule the samples were chosen, so that nobody has to ask whether they were picked by eye. */
function rasterCaption(raster: Raster): string {
  const groups = shownGroups(raster, { samples: shownSamples })
  const total = new Set(raster.panels.map(({ group }) => group ?? '')).size
  const reasons = groups.flatMap(({ reason }) => reason ?? [])
  const chosen =
    groups.length < total
      ? reasons.length === groups.length
        ? ` Shown: the ${listed(reasons)} of ${counted(total, 'sample')} by true water, not chosen by eye.`
        : ` Shown: the first ${groups.length} of ${counted(total, 'sample')}.`
      : ''
  return `${sentence(raster.title)}${chosen}`
}
