import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { Config } from '@oclif/core'
import { isPhdError } from '@phd/core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import ReportFigure, { type FigureAnswer } from '../lib/commands/report/figure.js'
import { phd, root, temporaryFolder } from './fixtures/cli.js'
import { figureIds, makeFigures } from './fixtures/make-figures.js'

const desk = temporaryFolder()
beforeAll(() => {
  makeFigures(join(desk, 'runs'))
})

/** The command in this process, which is faster; its error instead of its exit. */
class Probe extends ReportFigure {
  override logJson() {}
  protected override async catch(error: Error): Promise<void> {
    throw error
  }
}

let config: Config
beforeAll(async () => {
  config = await Config.load(root)
  vi.spyOn(process, 'cwd').mockReturnValue(desk)
})
afterAll(() => {
  vi.restoreAllMocks()
})

async function figure(args: string[] | string): Promise<{ code: number; json: Answer }> {
  const given = typeof args === 'string' ? args.split(' ').filter(Boolean) : args
  try {
    return { code: 0, json: (await Probe.run([...given, '--runs', at('runs'), '--json'], config)) as Answer }
  } catch (error) {
    if (!isPhdError(error)) throw error
    return { code: error.usage ? 2 : 1, json: { error } as unknown as Answer }
  }
}
// biome-ignore lint/suspicious/noExplicitAny: the answer of --list, or an error, too
type Answer = FigureAnswer & Record<string, any>

const at = (...path: string[]) => join(desk, ...path)
const json = (...path: string[]) => JSON.parse(readFileSync(at(...path), 'utf8'))
const hasPoppler = existsSync('/usr/bin/pdffonts')

describe('phd report figure', { timeout: 120_000 }, () => {
  it('draws seeds as their mean into SVG, PDF and PNG of the asked size, the same bytes twice', async () => {
    const args = `--run ${figureIds.unet.join(' ')} --result iou --width 3.3in --height 60mm --dpi 200`
    const { code, json: answer } = await figure(`${args} --out one`)
    expect(code).toBe(0)
    expect(answer.figures[0]).toMatchObject({ kind: 'curves', widthMm: 83.82, heightMm: 60, fontPt: 8, stamp: { text: '', shown: false } })
    expect(readdirSync(at('one')).sort()).toEqual(['iou.json', 'iou.pdf', 'iou.png', 'iou.svg', 'iou.vl.json'])
    await figure(`${args} --out two`)
    for (const name of readdirSync(at('one'))) expect(readFileSync(at('two', name)).equals(readFileSync(at('one', name))), name).toBe(true)
    const svg = readFileSync(at('one', 'iou.svg'), 'utf8')
    expect(svg).toMatch(/^<svg [^>]*width="237\.6pt" height="170\.08pt" viewBox="0 0 237\.6 170\.08">/)
    expect(svg).toContain('font-family="Arial"')
    const png = readFileSync(at('one', 'iou.png'))
    expect(png.readUInt32BE(16)).toBe(660)
    const phys = png.indexOf('pHYs')
    expect([png.readUInt32BE(phys + 4), png.readUInt32BE(phys + 8), png[phys + 12]]).toEqual([7874, 7874, 1])
    const record = json('one', 'iou.json')
    expect(record.runs.map(({ seed }: { seed: number }) => seed)).toEqual([1, 2, 3])
    expect(svg).toContain(record.runs[0].sha256.slice(0, 8))
    expect(record.caption).toBe('IoU of wet by epoch. Mean over 3 seeds; the band is the 95 % t interval of the mean.')
    expect(record.alt).not.toBe(record.caption)
  })

  it.skipIf(!hasPoppler)(`writes a PDF without fonts, of the printed size, tagged${hasPoppler ? '' : ' (needs pdffonts)'}`, async () => {
    await figure(`--run ${figureIds.unet[0]} --result iou --width 84mm --height 60mm --out pdf/iou.pdf`)
    expect(readdirSync(at('pdf')).sort()).toEqual(['iou.json', 'iou.pdf', 'iou.vl.json'])
    const of = (program: string) => execFileSync(program, [at('pdf', 'iou.pdf')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    expect(of('pdffonts').trim().split('\n')).toHaveLength(2)
    expect(of('pdfinfo')).toMatch(/Tagged: +yes/)
    const [, width, height] = /Page size: +([\d.]+) x ([\d.]+)/.exec(of('pdfinfo')) ?? []
    expect([Number(width), Number(height)]).toEqual([expect.closeTo((84 * 72) / 25.4, 1), expect.closeTo((60 * 72) / 25.4, 1)])
  })

  it('stamps what rests on one seed, and records where the stamp is left out', async () => {
    const one = `--run ${figureIds.unet[0]} --result iou --format svg`
    await figure(`${one} --out stamped`)
    expect(readFileSync(at('stamped', 'iou.svg'), 'utf8')).toContain('>Provisional: one seed</text>')
    await figure(`${one} --no-stamp --no-footer --out plain`)
    const svg = readFileSync(at('plain', 'iou.svg'), 'utf8')
    expect(svg).not.toMatch(/Provisional|unta/)
    expect(json('plain', 'iou.json')).toMatchObject({
      stamp: { text: 'Provisional: one seed', shown: false },
      footer: { shown: false, text: expect.stringContaining('unta') },
    })
  })

  it('draws an edited specification again, with its runs, and leaves the file as it is', async () => {
    await figure(`--run ${figureIds.unet[0]} --result iou --format svg --out edit`)
    const before = readFileSync(at('edit', 'iou.svg'), 'utf8')
    const same = await figure(`--from ${at('edit', 'iou.vl.json')} --format svg --out edit/again`)
    expect(same.code).toBe(0)
    const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)
    expect(texts(readFileSync(at('edit', 'again', 'iou.svg'), 'utf8'))).toEqual(texts(before))
    const edited = readFileSync(at('edit', 'iou.vl.json'), 'utf8').replaceAll('IoU of wet', 'Intersection over union')
    writeFileSync(at('edit', 'iou.vl.json'), edited)
    const { code, json: answer } = await figure(`--from ${at('edit', 'iou.vl.json')} --format svg`)
    expect(code).toBe(0)
    expect(answer.figures[0].runs[0].id).toBe(figureIds.unet[0])
    expect(readFileSync(at('edit', 'iou.svg'), 'utf8')).toContain('>Intersection over union</text>')
    expect(readFileSync(at('edit', 'iou.vl.json'), 'utf8')).toBe(edited)
  })

  it('draws every result, and says what it left out and why', async () => {
    const { code, json: answer } = await figure(`--run ${figureIds.kinds} ${figureIds.closed} --all --format svg --out all`)
    expect(code).toBe(0)
    expect(answer.figures.map(({ result, kind }: { result: string; kind: string }) => [result, kind])).toEqual([
      ['ablation', 'table'],
      ['differences', 'table'],
      ['places', 'geo'],
      ['precision-recall', 'precision-recall'],
      ['projection', 'embedding'],
      ['reliability', 'calibration'],
      ['sentiment-by-topic', 'mirrored'],
      ['storm', 'raster'],
      ['topics', 'topics'],
    ])
    expect(answer.leftOut).toEqual([{ name: 'montage', reason: expect.stringContaining('nothing says that it may be shown') }])
    for (const { files } of answer.figures) for (const file of files) expect(existsSync(file), file).toBe(true)
  })

  it('needs a yes for pictures, and records it', async () => {
    expect(await figure(`--run ${figureIds.closed} --out no`)).toMatchObject({ code: 1, json: { error: { code: 'REPORT_FIGURE_CONSENT' } } })
    expect(existsSync(at('no'))).toBe(false)
    const answer = await figure(['--run', figureIds.closed, '--consent', 'taken by us', '--format', 'svg', '--out', 'yes'])
    expect(answer.code).toBe(0)
    expect(json('yes', 'montage.json').consent).toBe('taken by us')
  })

  it('animates a raster: APNG of one frame a group, and a page that loads nothing', async () => {
    const { code } = await figure(`--run ${figureIds.kinds} --result storm --format apng,html --dpi 60 --frame-ms 500 --out moving`)
    expect(code).toBe(0)
    const apng = readFileSync(at('moving', 'storm.apng'))
    const chunks = chunksOf(apng)
    expect(chunks.find(({ type }) => type === 'acTL')?.data.readUInt32BE(0)).toBe(5)
    const control = chunks.filter(({ type }) => type === 'fcTL')
    expect(control.map(({ data }) => data.readUInt16BE(20))).toEqual([500, 500, 500, 500, 500])
    const order = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT').map(({ data }) => data.readUInt32BE(0))
    expect(order).toEqual(order.map((_, i) => i))
    const [width, height] = [apng.readUInt32BE(16), apng.readUInt32BE(20)]
    const frames = chunks
      .filter(({ type }) => type === 'IDAT' || type === 'fdAT')
      .map(({ type, data }) => inflateSync(type === 'IDAT' ? data : data.subarray(4)))
    expect(frames.map(({ length }) => length)).toEqual(Array(5).fill(height * (width * 3 + 1)))
    expect(frames[0].equals(frames[4])).toBe(false)
    const page = readFileSync(at('moving', 'storm.html'), 'utf8')
    expect(page).toContain("default-src 'none'")
    expect(page.split('<img ').length).toBe(6)
    expect(page.replace(/data:image\/png;base64,[A-Za-z0-9+/=]+/g, '')).not.toMatch(/https?:|src="(?!")/)
    expect(await figure(`--run ${figureIds.unet[0]} --result iou --format apng`)).toMatchObject({ code: 2, json: { error: { code: 'REPORT_FIGURE_FORMAT' } } })
  })

  it('draws files without a run, and a run that wrote metrics and no results', async () => {
    mkdirSync(at('data'))
    writeFileSync(at('data', 'log.csv'), 'epoch,loss,val_loss\n0,2,3\n1,1,2\n')
    const { json: answer } = await figure(`--csv ${at('data', 'log.csv')} --format svg --out data`)
    expect(answer.figures[0]).toMatchObject({
      result: 'loss',
      runs: [],
      data: [{ file: 'log.csv', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      stamp: { text: '' },
    })
    expect((await figure(`--run ${figureIds.logged} --format svg --out data`)).json.figures[0].alt).toContain('validation best 0.240 at epoch 5')
  })

  it('lists results and the kinds that draw each', async () => {
    const { json: answer } = await figure(`--run ${figureIds.kinds} --list`)
    expect(answer.results.find(({ name }: { name: string }) => name === 'sentiment-by-topic')).toMatchObject({
      shape: 'table',
      kinds: ['mirrored', 'table', 'bars', 'grouped', 'heat', 'ablation'],
    })
    expect((await phd(['report', 'figure', '--run', figureIds.kinds, '--list'], desk)).stdout).toMatch(/precision-recall +curves +precision-recall, curves/)
  })

  it('a broken result stops what needs it, and nothing else', async () => {
    const ids = [figureIds.unet[0], '20261104T080000-torn']
    cpSync(at('runs', ids[0]), at('runs', ids[1]), { recursive: true })
    writeFileSync(at('runs', ids[1], 'results', 'confusion.json'), '{"shape": "confu')
    const torn = `--run ${ids[1]} --format svg`
    expect((await figure(`${torn} --result iou --out torn`)).json.figures.map(({ result }) => result)).toEqual(['iou'])
    expect((await figure(`${torn} --result confusion`)).json.error).toMatchObject({ code: 'RESULT_CORRUPT' })
    const listed = (await figure(`${torn} --list`)).json
    expect(listed.results.map(({ name }: { name: string }) => name)).toEqual(['iou', 'scores'])
    expect(listed.leftOut).toEqual([{ name: 'confusion', reason: expect.stringContaining('confusion.json') }])
    const all = (await figure(`${torn} --all --out torn`)).json
    expect(all.figures.map(({ result }) => result)).toEqual(['iou', 'scores'])
    expect(all.leftOut).toEqual(listed.leftOut)
    expect((await figure(`${torn} --result iuo`)).json.error).toMatchObject({ code: 'REPORT_FIGURE_RESULT', expected: 'one of: confusion, iou, scores' })
    rmSync(at('runs', ids[1]), { recursive: true })
  })

  it.each([
    ['', 2, 'REPORT_NO_RUNS'],
    [`--run ${figureIds.kinds}`, 2, 'REPORT_FIGURE_RESULT'],
    [`--run ${figureIds.kinds} --result nothing`, 2, 'REPORT_FIGURE_RESULT'],
    [`--run ${figureIds.kinds} --result places --kind pie`, 1, 'REPORT_FIGURE_KIND'],
    [`--run ${figureIds.kinds} --result places --format tiff`, 2, 'REPORT_FIGURE_FORMAT'],
    [`--run ${figureIds.kinds} --result places --width wide`, 2, 'REPORT_FIGURE_SIZE'],
    [`--run ${figureIds.kinds} --result places --height 20mm --for poster`, 2, 'REPORT_FIGURE_SIZE'],
    [`--run ${figureIds.kinds} --result places --option n`, 2, 'REPORT_FIGURE_OPTION'],
    [`--run ${figureIds.kinds} --result places --option nope=1`, 1, 'REPORT_FIGURE_OPTION'],
    [`--run ${figureIds.kinds} --all --option nope=1`, 1, 'REPORT_FIGURE_OPTION'],
    [`--run ${figureIds.kinds} --all --out a.svg`, 2, 'REPORT_FIGURE_OUT'],
    [`--run ${figureIds.unet.join(' ')} --result iou --label a b`, 2, 'REPORT_FIGURE_LABELS'],
    [`--run ${figureIds.unet[0]} --result iou --label a b`, 2, 'REPORT_FIGURE_LABELS'],
    [`--run ${figureIds.kinds} --result places --alt same --caption same`, 2, 'REPORT_FIGURE_ALT'],
    ['--run gone', 1, 'RUN_NOT_FOUND'],
    ['--data gone.csv', 1, 'REPORT_FIGURE_DATA'],
    ['--from gone.vl.json', 1, 'REPORT_FIGURE_SPEC'],
  ])('%s: exit %i, %s', async (args, code, error) => {
    const answer = await figure(args)
    expect(answer.json.error?.code).toBe(error)
    expect(answer.code).toBe(code)
    expect(existsSync(at('figures'))).toBe(false)
  })
})

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.push({ type: png.subarray(at + 4, at + 8).toString('latin1'), data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}
