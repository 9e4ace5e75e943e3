/** Words about runs of radar/predict: the maps, the most striking thing on a poster, over its whole width. */
import type { Raster } from '@phd/core'
import { listed, shownGroups } from '../../figures/index.js'
import type { LoadedRun } from '../runs.js'
import type { Draft } from './draft.js'
import { draftFigure, figureName, shown } from './figure.js'
import { ref, spelled } from './words.js'

/** One row of large maps; `samples: 2` in report.yaml shows two rows. */
const shownSamples = 1

export function draftRadarPredict(loaded: LoadedRun): Draft {
  const figures: Draft['figures'] = {}
  for (const [name, result] of loaded.results) {
    const options = result.shape === 'raster' ? { samples: shownSamples } : {}
    const figure = draftFigure(loaded, name, { options, caption: result.shape === 'raster' ? rasterCaption(result, name, loaded.letter) : undefined })
    if (figure) figures[figureName(loaded, name)] = figure
  }
  const names = Object.keys(figures)
  const heading = 'Rain and terrain in, water out'
  return {
    title: 'Predicting flood water from rainfall radar',
    numbers: [],
    figures,
    sections: names.flatMap((name) => [
      { part: 'look' as const, heading, poster: '', paper: '', posterFigures: [name], wide: true },
      {
        part: 'results' as const,
        heading: 'Maps',
        poster: '',
        paper: '',
        slides: [
          {
            claim: heading,
            body: shown(name),
            notes: 'From left to right: what goes in, what is true, what the network says, where it is wrong. Point at one miss and at one false alarm.',
            weight: 3,
            must: true,
          },
        ],
      },
    ]),
  }
}

/** Says by which rule the samples were chosen, so that nobody has to ask whether they were picked by eye. */
function rasterCaption(raster: Raster, name: string, letter: string): string {
  const title = ref(letter, `results/${name}.title`, 'sentence')
  const groups = shownGroups(raster, { samples: shownSamples })
  const total = new Set(raster.panels.map(({ group }) => group ?? '')).size
  const reasons = groups.flatMap(({ reason }) => reason ?? [])
  if (groups.length >= total) return title
  const of = `of ${spelled(total)} samples`
  const isRule = reasons.length === groups.length
  return `${title} Shown: the ${isRule ? `${listed(reasons)} ${of} by true water, not chosen by eye` : `first ${spelled(groups.length)} ${of}`}.`
}
