// The tables of docs/results/train-step.md from bench/results/train-step.csv, between the page's two marks.
//
//     node bench/train-step/document.js [--check]
//
// --check writes nothing and ends with 1 where page and CSV differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { cases, nameOf, reference, variants } from './cases.js'
import { readResults } from './results.js'

const page = new URL('../../docs/results/train-step.md', import.meta.url)
/** Fewer rounds than these are a trial run. */
const fewestRounds = 10
const marks = ['<!-- tables of bench/results/train-step.csv: node bench/train-step/document.js -->', '<!-- end of the tables -->']

/** The page with its tables made anew from rows of the CSV. */
export function withTables(text, rows) {
  const [start, end] = marks.map((mark) => text.indexOf(mark))
  if (start < 0 || end < start) throw new Error(`expected the marks ${marks.join(' and ')} in ${page.pathname}`)
  return `${text.slice(0, start + marks[0].length)}\n\n${tables(rows)}\n${text.slice(end)}`
}

function tables(rows) {
  const measured = Object.values(cases).filter((it) => rows.some((row) => row.case === nameOf(it)))
  const cell = (it, variant, text) => {
    const row = rows.find((row) => row.case === nameOf(it) && row.variant === variant)
    return row ? (row.reason ? 'did not run' : text(row)) : ''
  }
  const byVariant = (text) =>
    table(
      ['', ...measured.map(({ title }) => title)],
      Object.keys(variants).map((variant) => [variant, ...measured.map((it) => cell(it, variant, text))]),
    )
  const failed = rows.filter(({ reason }) => reason)
  const smoke = rows.some(({ n, reason }) => !reason && Number(n) < fewestRounds)
  return [
    ...(smoke ? ['**Some of these figures are of a trial run of a few rounds on a busy machine and are not to be cited.**\n'] : []),
    `Median of a step in milliseconds, 10th to 90th percentile, and ratio to \`${reference}\`:\n`,
    byVariant((row) => `${ms(row.median_ms)} (${ms(row.p10_ms)} to ${ms(row.p90_ms)}), **${Number(row.ratio_to_tf_function).toFixed(2)}**`),
    '\nThe goals, at most 0.80 of `tf.function` and at most 1.00 of the better of PyTorch eager and `torch.compile`, in float32:\n',
    table(
      ['', 'phd compiled / tf.function', 'met', 'phd compiled / best PyTorch', 'met'],
      measured.map((it) => goals(it, rows)),
    ),
    '\nThe first step, tracing and compilation with it, in seconds; peak resident memory in MB:\n',
    byVariant(({ first_step_ms, peak_rss_mb }) => (first_step_ms ? `${(Number(first_step_ms) / 1000).toFixed(1)} s, ${grouped(peak_rss_mb)} MB` : '')),
    ...failed.map(({ case: name, variant, reason }) => `\n${name}, ${variant}, did not run: ${reason}.`),
    `\nSize: ${measured.map((it) => `${it.title} ${it.data}, ${cell(it, reference, ({ parameters }) => grouped(parameters))} parameters`).join('; ')}.`,
    `Rounds: ${measured.map((it) => `${it.title} ${cell(it, 'phd compiled', ({ n }) => n)}`).join(', ')}. Machine: ${[...new Set(rows.map((row) => row.machine))].join('; ')}.`,
    `Versions: ${[...new Set(rows.flatMap(({ versions }) => versions.split('; ')))].filter(Boolean).sort().join(', ')}.\n`,
  ].join('\n')
}

/** Against tf.function the median of each round's ratio, against PyTorch median by median. */
function goals(it, rows) {
  const of = (variant, column) => Number(rows.find((row) => row.case === nameOf(it) && row.variant === variant)?.[column] || Number.NaN)
  const ms = (variant) => of(variant, 'median_ms')
  const peers = ['pytorch eager', 'pytorch compile'].filter((variant) => ms(variant) > 0).sort((a, b) => ms(a) - ms(b))
  const toBest = peers.length > 0 ? ms('phd compiled') / ms(peers[0]) : Number.NaN
  const judged = (value, goal) => (Number.isNaN(value) ? ['not measured', ''] : [value.toFixed(2), value <= goal ? 'yes' : 'no'])
  const [beside, met] = judged(toBest, 1)
  return [it.title, ...judged(of('phd compiled', 'ratio_to_tf_function'), 0.8), peers.length > 0 ? `${beside} (${peers[0]})` : beside, met]
}

const grouped = (value) => Number(value).toLocaleString('en')
const ms = (value) => (Number(value) < 100 ? Number(value).toFixed(1) : grouped(Math.round(Number(value))))

function table(head, body) {
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const text = readFileSync(page, 'utf8')
  const now = withTables(text, readResults())
  if (!process.argv.includes('--check')) writeFileSync(page, now)
  else if (now !== text) {
    process.stderr.write('docs/results/train-step.md and bench/results/train-step.csv differ: node bench/train-step/document.js\n')
    process.exitCode = 1
  }
}
