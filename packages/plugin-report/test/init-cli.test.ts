import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Store } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openReport, type ReportFlags } from '../lib/source/index.js'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const folder = temporaryFolder()
beforeAll(() => {
  makeRuns(join(folder, 'runs'))
})

const init = (...args: string[]) => phd(['report', 'init', ...args], folder)
const text = (file: string) => readFileSync(join(folder, file), 'utf8')

describe('phd report init', () => {
  it('writes words, settings and bibliography, and answers with them', async () => {
    const { code, stdout } = await init(
      'mine',
      '--run',
      ids.train,
      ids.social,
      '--venue',
      'aaai-dc',
      '--title',
      'Where: the *water* goes',
      '--authors',
      'Ada, Mary',
      '--json',
    )
    expect(code).toBe(0)
    const answer = JSON.parse(stdout)
    expect(Object.keys(answer).sort()).toEqual(['bibliography', 'figures', 'folder', 'notes', 'prompts', 'report', 'runs', 'sections', 'settings', 'venue'])
    expect(readdirSync(join(folder, 'mine')).sort()).toEqual(['refs.bib', 'report.md', 'report.yaml'])
    expect(answer.runs).toEqual({ A: ids.train, B: ids.social })
    expect(answer.prompts.length).toBeGreaterThan(5)
    for (const { line, text: prompt } of answer.prompts) expect(text('mine/report.md').split('\n')[line - 1]).toContain(`TODO: ${prompt}`)
    expect(text('mine/report.md')).toContain('TODO: aaai-dc asks: ')
    expect(text('mine/report.yaml')).toMatch(/^title: "Where: the \*water\* goes"$/m)
  })

  it('says for a person what to do next', async () => {
    const { stdout } = await init('--run', 'train')
    expect(stdout).toMatch(/^Drafted report: \d+ sections, \d+ figures\.$/m)
    expect(stdout).toMatch(/^ {2}words {7}report\/report\.md$/m)
    expect(stdout).toMatch(/^\d+ questions only you can answer, TODO: in report\/report\.md\. The first:$/m)
    expect(stdout).toMatch(/^Edit, then: {2}phd report poster, {2}phd report slides, {2}phd report paper$/m)
  })

  it('gives the same bytes twice, drafts anew where nothing was edited, and never over an edit or a bibliography', async () => {
    await init('twice', '--run', ids.train)
    const before = text('twice/report.md') + text('twice/report.yaml')
    await init('twice', '--run', ids.train)
    expect(text('twice/report.md') + text('twice/report.yaml')).toBe(before)
    writeFileSync(join(folder, 'twice/refs.bib'), '@misc{mine, title={Mine}}')
    expect((await init('twice', '--run', ids.social)).code).toBe(0)
    expect(text('twice/report.yaml')).toContain(ids.social)
    expect(text('twice/refs.bib')).toBe('@misc{mine, title={Mine}}')
    for (const file of ['report.md', 'report.yaml']) {
      const own = text(`twice/${file}`)
      writeFileSync(join(folder, 'twice', file), `${own}\n`)
      const { code, stderr } = await init('twice', '--run', ids.social)
      expect(code).toBe(1)
      expect(stderr).toMatch(/^Error REPORT_WORDS_EDITED: twice\/report\.md or its report\.yaml was edited; it is not overwritten\./)
      expect(text(`twice/${file}`)).toBe(`${own}\n`)
      writeFileSync(join(folder, 'twice', file), own)
    }
  })

  it.each([
    ['no run', [], 2, 'REPORT_NO_RUNS'],
    ['a run that is not there', ['--run', 'nope'], 1, 'RUN_NOT_FOUND'],
    ['a run without results', ['--run', ids.empty], 1, 'REPORT_NO_RESULTS'],
    ['a venue that is not there', ['--run', ids.train, '--venue', 'aaai-cd'], 2, 'CONFERENCE_VENUE_UNKNOWN'],
  ] as [string, string[], number, string][])('%s is an error with a code, and nothing is written', async (name, args, code, word) => {
    const out = `wrong-${name.replaceAll(' ', '-')}`
    const answer = await init(out, ...args, '--json')
    expect(JSON.parse(answer.stdout).error.code).toBe(word)
    expect(answer.code).toBe(code)
    expect(existsSync(join(folder, out))).toBe(false)
  })
})

describe('openReport', () => {
  const open = (flags: ReportFlags) => openReport(flags, { store: (root) => new Store(root), fits: async () => true })
  const at = (...path: string[]) => join(folder, ...path)
  const drafted = async (name: string) => {
    const opened = await open({ run: [ids.train], runs: at('runs'), out: at(name) })
    mkdirSync(at(name), { recursive: true })
    for (const { path, data } of opened.drafted) writeFileSync(at(name, path), data)
    return opened
  }

  it('drafts from runs, then reads what it drafted, from the folder or the file', async () => {
    const first = await drafted('open')
    for (const from of [at('open'), at('open/report.md')]) {
      const again = await open({ from })
      expect(again.drafted).toEqual([])
      expect(again.dir).toBe(at('open'))
      expect(again.source.sections).toEqual(first.source.sections)
      expect([...again.source.figures.keys()]).toEqual([...first.source.figures.keys()])
    }
    expect((await open({ from: at('open'), out: at('elsewhere'), size: 'A1', theme: 'dark' })).dir).toBe(at('elsewhere'))
    expect((await open({ from: at('open'), size: 'A1', theme: 'dark' })).source.settings).toMatchObject({
      theme: 'dark',
      poster: { size: 'A1', style: 'classic' },
    })
  })

  it('leaves figures off the poster until the draft fits, those of little weight first, and says so', async () => {
    let asked = 0
    const tools = { store: (root: string) => new Store(root), fits: async () => ++asked > 2 }
    const { source, told, drafted: files } = await openReport({ run: [ids.train, ids.predict], runs: at('runs'), out: at('fit') }, tools)
    expect(told[0]).toBe('Left off the poster for want of room, ready in report.yaml: A-scores-bars, A-confusion')
    expect(Object.keys(source.settings.figures)).toContain('A-confusion')
    expect(files.map(({ path }) => path)).toEqual(['report.md', 'report.yaml', 'refs.bib'])
  })

  it('keeps edited words for the same runs, and refuses others and new titles', async () => {
    await drafted('kept')
    writeFileSync(at('kept/report.md'), readFileSync(at('kept/report.md'), 'utf8').replaceAll('Heavy rain', 'Much rain'))
    const kept = await open({ run: [ids.train], runs: at('runs'), out: at('kept') })
    expect(kept.drafted).toEqual([])
    expect(kept.told[0]).toMatch(/kept\/report\.md was edited: its words are kept\.$/)
    expect(JSON.stringify(kept.source.sections)).toContain('Much rain')
    await expect(open({ run: [ids.social], runs: at('runs'), out: at('kept') })).rejects.toMatchObject({ code: 'REPORT_WORDS_EDITED' })
    await expect(open({ run: [ids.train], runs: at('runs'), out: at('kept'), title: 'New' })).rejects.toMatchObject({
      code: 'REPORT_WORDS_EDITED',
      expected: 'no --title: write it into report.yaml',
    })
  })

  it('tells what is missing: a source, a run, and a folder of an earlier version', async () => {
    await expect(open({ from: at('nowhere') })).rejects.toMatchObject({ code: 'REPORT_SOURCE_MISSING', usage: true })
    await drafted('gone')
    rmSync(at('gone/report.yaml'))
    await expect(open({ from: at('gone') })).rejects.toMatchObject({ code: 'REPORT_SOURCE_MISSING', message: expect.stringContaining('report.yaml') })
    await drafted('lost')
    writeFileSync(at('lost/report.yaml'), readFileSync(at('lost/report.yaml'), 'utf8').replace(ids.train, 'run-that-is-gone'))
    await expect(open({ from: at('lost') })).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' })
    mkdirSync(at('old'), { recursive: true })
    writeFileSync(at('old/poster.yaml'), 'title: x\n')
    for (const flags of [{ from: at('old') }, { from: at('old/poster.yaml') }, { run: [ids.train], runs: at('runs'), out: at('old') }]) {
      await expect(open(flags)).rejects.toMatchObject({ code: 'REPORT_OLD_POSTER', message: expect.stringContaining('report.md and report.yaml now') })
    }
  })
})
