/** Statistics as typed results. */
import { type Curves, type Result, writeResult } from '@phd/core'
import { histogramEdges } from '../build/record-notes.js'
import { type DatasetMetadata, type DatasetSplit, splits } from '../metadata.js'
import { summarise } from '../summary.js'
import { lossWeights } from './loss-weights.js'
import type { SampleSums, Statistics } from './statistics.js'

const label = { train: 'training', validate: 'validation', test: 'test' } as const

export function writeStatistics(folder: string, statistics: Statistics, metadata: DatasetMetadata): void {
  for (const [name, result] of Object.entries(statisticsResults(statistics, metadata))) writeResult(folder, name, result)
}

export function statisticsResults(statistics: Statistics, metadata: DatasetMetadata): Record<string, Result> {
  const { samples, splits: balance } = summarise(metadata)
  const { rain, water, wetThresholdMetres, places } = metadata
  const about = `${samples} samples of ${places.length} place${places.length === 1 ? '' : 's'}.`
  const rainUnit = rain.pooling === 'sum' ? 'mm' : 'mm/h'
  const depthUnit = water?.unit === 'wet' ? 'wet' : 'm'
  const points = statistics.points()
  const weights = lossWeights(statistics.wetCells)
  return {
    balance: {
      shape: 'table',
      title: 'Class balance',
      about: `${about} Wet is ${wetThresholdMetres} m and more.`,
      columns: [
        { key: 'split', label: 'Split' },
        { key: 'events', label: 'Events' },
        { key: 'samples', label: 'Samples' },
        { key: 'wetPercent', label: 'Wet', unit: '%', digits: 2 },
        { key: 'dryAccuracyPercent', label: 'Right if always dry', unit: '%', digits: 2 },
      ],
      rows: balance.map(({ split, events, samples: n, wetShare }) => ({
        split: label[split],
        events,
        samples: n,
        wetPercent: 100 * wetShare,
        dryAccuracyPercent: 100 * (1 - wetShare),
      })),
    },
    'rain-values': histogram(statistics.rain, histogramEdges('rain'), {
      title: 'Pooled rain values by size',
      about: `${about} Share of all values in bins whose edges grow by the square root of 2; the first is below 0.1 ${rainUnit}.`,
      x: { label: 'log10 of the upper edge of the bin', unit: rainUnit },
    }),
    'depth-values': histogram(statistics.depth, histogramEdges('depth'), {
      title: 'Water depths by size',
      about: `${about} Share of all cells in bins whose edges grow by the square root of 2; the first is below 1 mm.`,
      x: { label: 'log10 of the upper edge of the bin', unit: depthUnit },
    }),
    'rain-water': {
      shape: 'curves',
      title: 'Water by rain of a sample',
      about: `Median and the middle eight tenths of ${points.length} of ${samples} samples, in bins of a quarter of log10.`,
      x: { label: `log10(1 + sum of all pooled rain values, ${rainUnit})` },
      y: { label: `log10(1 + sum of all depths, ${depthUnit})` },
      series: splits.flatMap((split) => waterByRain(split, points)),
    },
    'rain-water-points': {
      shape: 'embedding',
      title: 'Rain and water of each sample',
      about: `${points.length} of ${samples} samples. Across: log10(1 + sum of all pooled rain values, ${rainUnit}); up: log10(1 + sum of all depths, ${depthUnit}).`,
      points: points.map(({ split, rainSum, depthSum }) => ({ x: Math.log10(1 + rainSum), y: Math.log10(1 + depthSum), label: label[split] })),
    },
    'loss-weights': {
      shape: 'table',
      title: 'Loss weights by wet cells of a training sample',
      about: '100 bins of one width; weight 0.1 + 0.9 (1 - samples / samples of the fullest bin).',
      columns: [
        { key: 'from', label: 'Wet cells from', digits: 1 },
        { key: 'to', label: 'to', digits: 1 },
        { key: 'samples', label: 'Samples' },
        { key: 'weight', label: 'Weight', digits: 4 },
      ],
      rows: weights.map((row) => ({ ...row })),
    },
  }
}

const binsPerUnit = 4

/** Quantiles of water in bins of rain; nothing for a side without points. */
function waterByRain(split: DatasetSplit, points: SampleSums[]): Curves['series'] {
  const bins = new Map<number, number[]>()
  for (const point of points) {
    if (point.split !== split) continue
    const bin = Math.floor(binsPerUnit * Math.log10(1 + point.rainSum))
    bins.set(bin, [...(bins.get(bin) ?? []), Math.log10(1 + point.depthSum)])
  }
  const sorted = [...bins].sort(([a], [b]) => a - b).map(([bin, values]) => ({ x: (bin + 0.5) / binsPerUnit, values: values.sort((a, b) => a - b) }))
  if (sorted.length === 0) return []
  const at = (share: number) => sorted.map(({ values }) => values[Math.round(share * (values.length - 1))])
  return [{ name: label[split], x: sorted.map(({ x }) => x), y: at(0.5), low: at(0.1), high: at(0.9) }]
}

/** The last bin is open: its edge says where it begins. */
function histogram(counts: Map<DatasetSplit, Float64Array>, edges: number[], words: Pick<Curves, 'title' | 'about' | 'x'>): Result {
  const sides = splits.filter((split) => counts.has(split))
  const used = sides.reduce((last, split) => counts.get(split)!.reduce((most, count, bin) => (count > 0 ? Math.max(most, bin) : most), last), 1)
  const x = edges.slice(0, used + 1).map((edge) => Number(Math.log10(edge).toFixed(6)))
  return {
    shape: 'curves',
    ...words,
    y: { label: 'log10 of the share' },
    series: sides.map((split) => {
      const own = counts.get(split)!
      const all = own.reduce((sum, count) => sum + count, 0)
      return { name: label[split], x, y: Array.from(own.subarray(0, used + 1), (count) => (count > 0 ? Math.log10(count / all) : Number.NaN)) }
    }),
  }
}
