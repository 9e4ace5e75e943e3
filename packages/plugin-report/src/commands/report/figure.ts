/**
 * `phd report figure`: a result of runs, or a training log of any program, as a figure to print.
 *
 * Writes SVG, PDF and PNG at the size of the medium, the Vega-Lite specification to edit, and the words of the figure.
 */
import { basename, dirname, join, relative, resolve } from 'node:path'
import { Flags } from '@oclif/core'
import { isPhdError, PhdError } from '@phd/core'
import { formatTable, PhdCommand } from '@phd/core/command'
import type { DrawRequest, FigureFormat, FigureRecord, FigureTarget, OneResult } from '../../figures/files/index.js'
import { allFormats, stillFormats, targetOf } from '../../figures/files/target.js'
import type { FigureKind } from '../../figures/index.js'
import type { Medium } from '../../figures/media.js'

export interface FigureAnswer {
  figures: FigureRecord[]
  /** What --all left out, and why. */
  leftOut: { name: string; reason: string }[]
}

export interface FigureListAnswer {
  results: { name: string; shape: string; title: string; runs: string[]; kinds: string[] }[]
  /** What cannot be read, and why. */
  leftOut: FigureAnswer['leftOut']
}

export default class ReportFigure extends PhdCommand {
  static override summary = 'Draw a result of runs, or a training log, at its printed size.'
  static override description =
    'Runs that differ in nothing but the seed are drawn as their mean with an interval, others are laid over each other. Beside each picture lie its Vega-Lite specification (.vl.json: edit it, then --from) and its words (.json: alt text, caption, runs).'
  static override examples = [
    '<%= config.bin %> report figure --run latest --list',
    '<%= config.bin %> report figure --run SEED1 SEED2 SEED3 --result iou --for paper',
    '<%= config.bin %> report figure --run latest --result scores --kind bars --option column=iouWet --for slide',
    '<%= config.bin %> report figure --data training.csv --for poster',
    '<%= config.bin %> report figure --from figures/iou.vl.json',
  ]
  static override flags = {
    run: Flags.string({ summary: 'Runs to draw: ids, their ends, or latest.', helpValue: 'ID…', multiple: true, exclusive: ['data', 'from'] }),
    data: Flags.string({
      summary: 'Draw files without a run: CSV, TSV, metrics.jsonl, Keras CSVLogger or History JSON, TensorBoard events (or their folder).',
      helpValue: 'FILE…',
      aliases: ['csv'],
      multiple: true,
      exclusive: ['run', 'from'],
    }),
    from: Flags.string({ summary: 'Draw an edited NAME.vl.json again.', helpValue: 'FILE', exclusive: ['run', 'data', 'result', 'kind', 'all', 'list'] }),
    result: Flags.string({ summary: 'Which result; --list shows them.', helpValue: 'NAME', exclusive: ['all'] }),
    all: Flags.boolean({ summary: 'Draw every result.' }),
    list: Flags.boolean({ summary: 'Show the results and the kinds that draw each, and draw nothing.' }),
    kind: Flags.string({ summary: 'How to draw it. [default: what suits the result]', helpValue: 'KIND' }),
    option: Flags.string({
      summary: 'A setting of the kind, for example column=iouWet.',
      helpValue: 'KEY=VALUE',
      multiple: true,
      multipleNonGreedy: true,
      exclusive: ['from'],
    }),
    label: Flags.string({ summary: 'What to call each group of runs.', helpValue: 'NAME…', multiple: true }),
    for: Flags.string({ summary: 'Where it is printed: sets size and text.', options: ['paper', 'slide', 'poster'], default: 'paper' }),
    width: Flags.string({ summary: 'Printed width: 84mm, 3.3in, column or text. [default: a column of the medium]', helpValue: 'LENGTH' }),
    height: Flags.string({ summary: 'Printed height. [default: what suits the figure]', helpValue: 'LENGTH' }),
    format: Flags.string({ summary: `What to write: ${allFormats.join(', ')}.`, helpValue: 'LIST', default: stillFormats.join(',') }),
    dpi: Flags.integer({ summary: 'Pixels an inch of the PNG.', min: 30, max: 1200, default: 300 }),
    'frame-ms': Flags.integer({ summary: 'How long each frame of an animation stands.', min: 40, max: 10_000, default: 800 }),
    caption: Flags.string({ summary: 'Caption, instead of the drafted one.' }),
    alt: Flags.string({ summary: 'Alt text, instead of the one drafted from the numbers.' }),
    footer: Flags.boolean({ summary: 'Print the runs and their hashes below.', allowNo: true, default: true }),
    stamp: Flags.boolean({ summary: 'Stamp what rests on one seed as provisional.', allowNo: true, default: true }),
    consent: Flags.string({ summary: 'Why pictures or personal results may be shown; it is recorded.', helpValue: 'REASON' }),
    out: Flags.string({ summary: 'Folder, or a file whose ending is the format. [default: figures]', helpValue: 'DIR|FILE' }),
    runs: Flags.string({ summary: 'Folder of the runs. [default: runs]', helpValue: 'DIR', env: 'PHD_RUNS' }),
  }

  async run(): Promise<FigureAnswer | FigureListAnswer> {
    const { flags } = await this.parse(ReportFigure)
    const { defaultKind, figureKind, loadFigureKinds, requireOptions, requireTaken, takenBy } = await import('../../figures/index.js')
    const kinds = await loadFigureKinds(this.registry())
    if (!flags.run && !flags.data && !flags.from) {
      throw new PhdError('REPORT_NO_RUNS', 'There is nothing to draw.', {
        expected: '--run ID, --data FILE or --from FILE',
        remedy: 'phd runs list',
        usage: true,
      })
    }
    const target = targetOf(flags.out, flags.format)
    if (flags.from) return await this.again(flags.from, flags, target)
    const leftOut: FigureAnswer['leftOut'] = []
    const skip = (name: string, reason: string) => {
      leftOut.push({ name, reason })
      this.tell(`${name} is left out: ${reason}`)
    }
    const { chosenResults, drawFigure, gatherFiles, gatherRuns, optionsOfText, planFigures } = await import('../../figures/files/index.js')
    const read = flags.run ? gatherRuns(this.store(flags.runs ?? 'runs'), flags.run, flags.result) : gatherFiles(flags.data ?? [])
    const results = drawnBy(read.results, flags.result === undefined ? kinds[flags.kind ?? ''] : undefined)
    for (const { name, error } of read.broken) {
      if (!flags.all && !flags.list && results.size === 0) throw error
      skip(name, wordsOf(error))
    }
    if (flags.list) return { ...this.listed(results, kinds), leftOut }
    const { media, lengthMm } = await import('../../figures/media.js')
    const medium = media[flags.for as Medium['name']]
    const options = { ...optionsOfText(flags.option ?? []), ...(flags.consent ? { consent: flags.consent } : {}) }
    const names = chosenResults([...results.keys()], flags.result, flags.all)
    const plans = names.flatMap((name) => planFigures(name, results.get(name) ?? [], flags.label ?? []))
    if (target.name && plans.length > 1) {
      throw new PhdError('REPORT_FIGURE_OUT', `There are ${plans.length} figures for one file.`, {
        expected: '--out DIR, or one figure',
        received: flags.out,
        usage: true,
      })
    }
    const planned = plans.flatMap((plan) => {
      const suits = defaultKind(plan.source.result, kinds)
      const kindName = flags.kind ?? suits
      if (kindName !== undefined) return [{ plan, kindName, kind: figureKind(kindName, plan.source.result, kinds), isDefault: kindName === suits }]
      skip(plan.name, `no kind draws a ${plan.source.result.shape} result like this`)
      return []
    })
    const ruled = planned.map(({ kindName: name, kind: { options: rules } }) => ({ name, options: rules }))
    if (flags.all) requireTaken(ruled, options)
    const figures: FigureRecord[] = []
    for (const [i, { plan, kindName, kind, isDefault }] of planned.entries()) {
      const request: DrawRequest = {
        kindName,
        kind,
        medium,
        options: flags.all ? takenBy(ruled[i], options) : options,
        name: target.name ?? (isDefault ? plan.name : `${plan.name}-${kindName.replace(/[^A-Za-z0-9-]+/g, '-')}`),
        widthMm: flags.width ? lengthMm(flags.width, medium) : medium.widthMm,
        heightMm: flags.height ? lengthMm(flags.height, medium) : undefined,
        dpi: flags.dpi,
        formats: target.formats,
        withFooter: flags.footer,
        withStamp: flags.stamp,
        caption: flags.caption,
        alt: flags.alt,
        frameMs: flags['frame-ms'],
      }
      try {
        requireOptions(ruled[i], plan.source.result, request.options)
        const { record, files } = await drawFigure(plan, request)
        await this.written(target.dir, record, files)
        figures.push({ ...record, files: record.files.map((file) => join(target.dir, file)) })
      } catch (error) {
        // With --all one that may not be shown, has no room, or not the column that an option names, does not keep the others from being drawn.
        if (!flags.all || !isPhdError(error) || !['REPORT_FIGURE_CONSENT', 'REPORT_FIGURE_SIZE', 'REPORT_FIGURE_OPTION'].includes(error.code)) throw error
        skip(plan.name, wordsOf(error))
      }
    }
    if (figures.length === 0) {
      throw new PhdError('REPORT_FIGURE_RESULT', 'Nothing was drawn.', { received: leftOut.map(({ name, reason }) => `${name}: ${reason}`).join('; ') })
    }
    return { figures, leftOut }
  }

  private async again(from: string, flags: { dpi: number; alt?: string; caption?: string; out?: string }, target: FigureTarget): Promise<FigureAnswer> {
    const { existsSync, readFileSync } = await import('node:fs')
    const { drawnFromSpec, figureFiles } = await import('../../figures/files/index.js')
    if (!existsSync(from))
      throw new PhdError('REPORT_FIGURE_SPEC', `There is no ${from}.`, { expected: 'a .vl.json file that phd report figure wrote', received: from })
    const name = target.name ?? basename(from).replace(/(\.vl)?\.json$/, '')
    const dir = flags.out ? target.dir : dirname(resolve(from))
    const { picture, record, floorPt } = await drawnFromSpec(readFileSync(from, 'utf8'), name)
    const words = { ...record, alt: flags.alt ?? record.alt, caption: flags.caption ?? record.caption }
    const formats = target.formats.filter((format): format is FigureFormat => format !== 'apng' && format !== 'html')
    const files = await figureFiles(picture, words, { formats, floorPt })
    // The edited specification stays as its author wrote it.
    const kept = files.filter(({ path }) => resolve(dir, path) !== resolve(from))
    const done = { ...words, files: files.map(({ path }) => path) }
    await this.written(dir, done, kept)
    return { figures: [{ ...done, files: done.files.map((file) => join(dir, file)) }], leftOut: [] }
  }

  private listed(results: Map<string, OneResult[]>, kinds: Record<string, FigureKind>): Pick<FigureListAnswer, 'results'> {
    const rows = [...results].map(([name, all]) => ({
      name,
      shape: all[0].result.shape as string,
      title: all[0].result.title,
      runs: all.flatMap(({ run, file }) => run?.id ?? file ?? []),
      kinds: Object.keys(kinds).filter((kind) => kinds[kind].draws(all[0].result)),
    }))
    const columns = [
      { key: 'name', label: 'result' },
      { key: 'shape', label: 'shape' },
      { key: 'kinds', label: 'kinds, the default first' },
      { key: 'title', label: 'title' },
    ]
    this.log(
      formatTable(
        columns,
        rows.map((row) => ({ ...row, kinds: row.kinds.join(', ') || '(none)' })),
      ),
    )
    return { results: rows }
  }

  private async written(dir: string, record: FigureRecord, files: { path: string; data: string | Uint8Array }[]): Promise<void> {
    const { writeFiles } = await import('../../poster/write.js')
    writeFiles(dir, files)
    const size = `${Math.round(record.widthMm)} x ${Math.round(record.heightMm)} mm, text ${record.fontPt} pt`
    this.log(`${record.name}: ${record.kind} for a ${record.medium}, ${size}`)
    const near = files.map(({ path }) => relative('.', join(dir, path)))
    this.log(`  ${near.join('  ')}`)
    if (record.stamp.text && !record.stamp.shown) this.tell(`  The stamp "${record.stamp.text}" is left out; ${record.name}.json says so.`)
    if (record.withoutSpec) this.tell(`  No ${record.name}.vl.json: ${record.withoutSpec}.`)
    if (record.sharing === 'restricted') this.tell('  Its data are restricted by their licence: check it before you show this.')
  }
}

/** With a kind and no result named, only what that kind draws is meant; all where it draws none, so that the error says so. */
function drawnBy(results: Map<string, OneResult[]>, kind: FigureKind | undefined): Map<string, OneResult[]> {
  const drawn = [...results].filter(([, all]) => kind?.draws(all[0].result))
  return drawn.length ? new Map(drawn) : results
}

function wordsOf({ message, remedy }: PhdError): string {
  return `${message}${remedy ? ` Try: ${remedy}` : ''}`
}
