import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { registry } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { figureStyle, isTableKind, loadFigureKinds } from '../lib/figures/index.js'
import { openReport } from '../lib/source/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const plugin = `export default { figure: { 'snow/profile': async () => ({ default: {
  about: 'A profile',
  params: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  draws: ({ shape }) => shape === 'table',
  alt: ([{ id }]) => 'A profile of run ' + id + '.',
  draw: async (sources, { widthMm, options }) => ({ name: 'a.svg', data: '<svg viewBox="0 0 10 5"><text>' + widthMm + ' ' + options.depth + '</text></svg>' }),
} }) } }`

describe('draw: snow/profile in report.yaml', () => {
  it('is a figure of the report where the plugin is there, and an error that names the kinds where it is not', async () => {
    const desk = temporaryFolder()
    const store = makeRuns(join(desk, 'runs'))
    writeFileSync(join(desk, 'phd.mjs'), plugin)
    const kinds = await loadFigureKinds(registry([{ name: 'phd-plugin-snow', root: desk, provides: 'phd.mjs' }]))
    const report = join(desk, 'report')
    mkdirSync(report)
    writeFileSync(join(report, 'report.md'), '> A finding.\n\n## Results\n\n![](figure:snow)\n')
    writeFileSync(
      join(report, 'report.yaml'),
      `title: Snow\nauthors: [Ada]\nrunsFolder: ../runs\nruns: {A: ${ids.train}}\nfigures:\n  snow: {run: A, result: scores, draw: snow/profile, options: {depth: 3}, caption: Snow.}\n`,
    )
    const { source } = await openReport({ from: report }, { store: () => store, kinds })
    const figure = source.figures.get('snow')
    expect(figure?.alt).toBe(`A profile of run ${ids.train}.`)
    if (!figure || isTableKind(figure.kind)) throw new Error('no picture')
    const { svg } = await figure.kind.draw(figure.source, { widthMm: 100, heightMm: 50 }, figureStyle(9), figure.options)
    expect(svg).toContain('<text>100 3</text>')
    await expect(openReport({ from: report }, { store: () => store })).rejects.toMatchObject({ message: expect.stringContaining('snow/profile') })
  })
})

describe('draw: of a figure', () => {
  it.each([
    ['that is missing', '', 'Nothing says how this figure is to be drawn.', 'one of: table, bars, grouped, heat, ablation'],
    ['that is empty', ', draw: ', 'Nothing says how this figure is to be drawn.', 'one of: table, bars, grouped, heat, ablation'],
    ['that is misspelt', ', draw: brs', 'There is no figure kind "brs".', 'one of: bars, table, grouped, heat, ablation'],
    ['of another shape', ', draw: curves', 'A table result cannot be drawn as "curves".', 'one of: table, bars, grouped, heat, ablation'],
  ])('%s is told with the kinds there are, the nearest first, and its line', async (_, draw, message, expected) => {
    const report = temporaryFolder()
    const store = makeRuns(join(report, 'runs'))
    writeFileSync(join(report, 'report.md'), '> A finding.\n\n## Results\n\n![](figure:scores)\n')
    writeFileSync(join(report, 'report.yaml'), `title: T\nrunsFolder: runs\nruns: {A: ${ids.train}}\nfigures:\n  scores: {run: A, result: scores${draw}}\n`)
    await expect(openReport({ from: report }, { store: () => store })).rejects.toMatchObject({
      code: 'REPORT_FIGURE_KIND',
      message: expect.stringContaining(`report.yaml:5: ${message}`),
      expected,
    })
  })
})
