/** A research group's plugin: its theme, figure and venue in every output, through the public API alone. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Linked, linkedExample } from './cli/example.js'
import { phd, root } from './cli/phd.js'

let group: Linked
const here = (...names: string[]) => join(group.cwd, ...names)
const run = ['--run', '20261102T081500-train']

async function json(...args: string[]) {
  const { code, stdout, stderr } = await phd([...args, '--json'], group)
  return { code, stderr, answer: JSON.parse(stdout) }
}

beforeAll(async () => {
  group = await linkedExample('plugin-group')
  execFileSync(process.execPath, [join(root, 'packages/plugin-report/test/fixtures/make-runs.js'), here('runs')])
})

test('what it provides is listed beside our own', async () => {
  for (const [kind, name] of [
    ['theme', 'group'],
    ['figure', 'group/slope'],
    ['venue', 'group-workshop'],
  ]) {
    expect((await phd(['list', kind], group)).stdout).toMatch(new RegExp(`^${kind} +${name} +phd-plugin-group$`, 'm'))
  }
})

test('its figure is drawn by name, of the results that it can draw', async () => {
  const { answer } = await json('report', 'figure', ...run, '--kind', 'group/slope', '--list')
  expect(answer.results.map(({ name }: { name: string }) => name)).toEqual(['scores'])
  const options = ['--option', 'from=accuracy', '--option', 'to=iouWet']
  const drawn = await json('report', 'figure', ...run, '--kind', 'group/slope', ...options)
  expect(drawn.answer.figures).toMatchObject([{ kind: 'group/slope', alt: 'Slope graph from Accuracy to IoU wet: 0 of 5 lines rise.' }])
  expect(readFileSync(here('figures', 'scores-group-slope.svg'), 'utf8')).toContain('deeplabv3plus-small 0.612')
  const wrong = await phd(['report', 'figure', ...run, '--kind', 'group/slope', '--option', 'to=height'], group)
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/^Error GROUP_SLOPE_COLUMNS: /)])
})

test('a poster has its colours and its logo, and is judged by its venue', async () => {
  const { code, stderr } = await json('report', 'poster', ...run, '--theme', 'group', '--venue', 'group-workshop')
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('Error')])
  const html = readFileSync(here('report', 'poster.html'), 'utf8')
  expect(html).toContain('#12372A')
  expect(html).toContain('Logo of the group: a wave under a point')
  expect((await json('report', 'check', 'report/poster.pdf')).answer).toMatchObject({ errors: 0 })
})

test('report.yaml draws its figure on the poster and on a slide', async () => {
  const settings = readFileSync(here('report', 'report.yaml'), 'utf8')
  const figure = '  slope: {run: A, result: scores, draw: group/slope, options: {from: accuracy, to: iouWet}, caption: "Slopes. [A]", alt: ""}\n'
  writeFileSync(
    here('report', 'report.yaml'),
    settings.replace(/^figures:\n/m, (line) => line + figure),
  )
  const words = readFileSync(here('report', 'report.md'), 'utf8')
  const slide = '::::slide[The network is more accurate than it overlaps]{seconds=40}\n![](figure:slope)\n::::\n'
  writeFileSync(here('report', 'report.md'), `${words}\n## Slopes\n\n:::poster\n![](figure:slope)\n:::\n\n${slide}`)
  for (const output of ['poster', 'slides']) {
    expect(await json('report', output)).toMatchObject({ code: 0 })
    expect(readFileSync(here('report', `${output}.html`), 'utf8')).toContain('Slope graph from Accuracy to IoU wet: 0 of 5 lines rise.')
  }
  expect(readFileSync(here('report', 'slides.html'), 'utf8')).toContain('#12372A')
})

test('its venue says what the talk breaks and what is missing', async () => {
  const { code, answer } = await json('report', 'check', 'report')
  expect(code).toBe(1)
  const broken = answer.checks.filter(({ ok, severity }: { ok: boolean; severity: string }) => !ok && severity === 'error')
  expect(broken.map(({ rule, output }: { rule: string; output: string }) => [rule, output])).toEqual(
    ['report.md', 'slides.pptx', 'slides.pdf', 'slides.html'].map((output) => ['venue-talk', output]),
  )
  const packet = await json('conference', 'packet')
  expect(packet.answer.items).toMatchObject([
    { id: 'poster', state: 'there' },
    { id: 'slides', state: 'there' },
  ])
})

test('without the plugin, its theme is one that nobody provides', async () => {
  const { code, stderr } = await phd(['report', 'poster', ...run, '--theme', 'group', '--out', 'alone'], {
    ...group,
    env: { XDG_DATA_HOME: here('no-plugins') },
  })
  expect([code === 0, stderr]).toEqual([false, expect.stringMatching(/^Error [A-Z_]+: .*group/)])
})
