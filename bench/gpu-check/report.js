// The readable table of gpu-check.json, in Markdown.
import { nets } from './nets.js'

export function reportText(report) {
  const { sections } = report
  return [
    `# gpu-check: ${verdict(report)}\n`,
    facts(report),
    ...(sections.ops ? [opsText(sections.ops, report)] : []),
    ...(sections.losses ? [placementText(sections.losses, report), lossesText(sections.losses)] : []),
    ...(sections.speed || sections.pytorch ? [speedText(sections, report)] : []),
    report.problems.length > 0 ? `## What disagrees or fails\n\n${report.problems.map((problem) => `- ${problem}`).join('\n')}\n` : '',
  ]
    .filter(Boolean)
    .join('\n')
}

function verdict({ complete, agrees, problems }) {
  if (!complete) return 'not finished'
  return agrees ? 'everything agrees' : `${problems.length} ${problems.length === 1 ? 'thing disagrees or fails' : 'things disagree or fail'}`
}

function facts({ facts: { device, gpu, cpu, versions }, rehearsal, started, seconds, quick }) {
  const lines = [
    gpu && ['GPU', `${gpu.name}, compute capability ${gpu.computeCapability}, ${gpu.memoryMiB} MiB, driver ${gpu.driver}`],
    ['CPU', `${cpu.cores} x ${cpu.name}, ${cpu.memoryGiB} GiB; ${cpu.instructions.join(', ')}`],
    ['versions', Object.entries(versions).map((pair) => pair.join(' ')).join(', ')], // biome-ignore format: one line
    ['run', `on ${device}, ${started}, ${Math.round(seconds)} s${quick ? ', quick: small sizes' : ''}`],
  ]
  const note = '\n**A rehearsal: the device compared is the CPU itself, so that equal results prove the paths, not a GPU.**\n'
  return `${table(['', ''], lines.filter(Boolean))}\n${rehearsal ? note : ''}`
}

const number = (error) => (error === null ? 'no number' : error === 0 ? '0' : error.toExponential(1))
const state = (problems) => (problems.length > 0 ? '**NO**' : 'yes')

function opsText({ rows }, { rehearsal }) {
  const paths = ['eager', 'compiled', 'XLA', 'bf16']
  const cell = (row, path) => (row.failures?.[path] ? 'fails' : row.errors?.[path] ? number(row.errors[path].error) : '')
  const rough = (row) => (row.tf32?.eager ? number(row.tf32.eager.error) : row.tf32 ? 'fails' : '')
  const body = rows.map((row) => [
    row.item,
    row.tolerance ?? '',
    ...paths.map((path) => cell(row, path)),
    ...(rehearsal ? [] : [rough(row)]),
    state(row.problems),
  ])
  const about = 'Largest difference from the CPU, relative to the largest number, TensorFloat-32 off.'
  return `## Kernels\n\n${about}\n\n${table(['', 'allowed', ...paths, ...(rehearsal ? [] : ['eager, TF32']), 'agrees'], body)}\n`
}

function placementText({ placement }, { rehearsal }) {
  const counts = (of = {}, on = '') => Object.entries(of).map(([name, count]) => `${count} ${on}${name}`)
  const body = placement.map((row) => [
    nets[row.net].title,
    row.item,
    row.failed ?? counts(row.ops, 'on ').join(', '),
    ...(rehearsal ? [] : [counts(row.floatsOnCpu).join(', ')]),
    state(row.problems),
  ])
  return `## Where the ops of a compiled step run\n\n${table(['', '', 'ops', ...(rehearsal ? [] : ['floats on a CPU']), 'as it should'], body)}\n`
}

function lossesText({ rows }) {
  const body = rows.map((row) => [
    nets[row.net].title,
    row.item,
    row.losses ? `${loss(row.losses[0])} to ${loss(row.losses.at(-1))}` : 'fails',
    row.error === undefined ? '' : `${number(row.error)} at step ${row.step}`,
    row.allowed === undefined ? '' : number(row.allowed),
    state(row.problems),
  ])
  const about = [
    'The same training from the same weights, TensorFloat-32 off where not named. Relative difference of the loss from eager, at the',
    'step where it is nearest to what is allowed: the tolerance, or ten times what moving the weights by their last bits does.',
  ]
  return `## Losses\n\n${about.join('\n')}\n\n${table(['', '', 'loss', 'difference', 'allowed', 'agrees'], body)}\n`
}

const loss = (value) => (typeof value === 'number' ? value.toFixed(4) : value)

function speedText({ speed, pytorch }, { facts: { gpu } }) {
  const ours = (speed?.rows ?? []).map((row) => ({ ...row, framework: 'phd' }))
  const theirs = (pytorch?.rows ?? []).map((row) => ({ ...row, framework: 'PyTorch' }))
  const all = [...ours, ...theirs]
  const tables = [...new Set(all.map(({ net }) => net))].map((net) => {
    const rows = all.filter((row) => row.net === net)
    const best = (images) => Math.max(0, ...rows.filter((row) => row.framework === 'PyTorch' && row.images === images).map((row) => row.imagesPerSecond ?? 0))
    const head = [
      '',
      'images',
      'ms a step',
      'images/s',
      'to the best of PyTorch',
      ...(gpu ? ['GPU busy', 'GPU memory', 'W'] : ['memory']),
      'CPU busy',
      'first step',
    ]
    return `### ${nets[net].title}\n\n${table(head, rows.map((row) => speedCells(row, best(row.images), gpu)))}\n` // biome-ignore format: one line
  })
  const none = pytorch && pytorch.rows.length === 0 ? `No PyTorch beside it: ${pytorch.reason}.\n\n` : ''
  const about = 'Adam, float32 with TensorFloat-32 where not named; the loss is read every tenth step.'
  return `## Speed\n\n${about}\n\n${none}${tables.join('\n')}`
}

function speedCells(row, best, gpu) {
  const name = `${row.framework} ${row.item}`
  if (row.failed || row.skipped) return [name, '', row.skipped ?? `did not run: ${row.failed}`]
  const share = (value) => (value === undefined ? 'not told' : `${Math.round(100 * value)} %`)
  const mb = (bytes) => `${Math.round(bytes / 1e6)} MB`
  const { busyShare, peakMemoryMiB, watts } = row.usage ?? {}
  return [
    name,
    row.images,
    row.stepMs.toPrecision(3),
    row.imagesPerSecond.toFixed(row.imagesPerSecond < 100 ? 1 : 0),
    best > 0 ? (row.imagesPerSecond / best).toFixed(2) : '',
    ...(gpu ? [share(busyShare), peakMemoryMiB === undefined ? 'not told' : `${peakMemoryMiB} MiB`, watts?.toFixed(0) ?? ''] : [mb(row.peakBytes)]),
    share(row.cpuShare),
    `${(row.firstStepMs / 1000).toFixed(1)} s`,
  ]
}

/** Columns in line, for whoever reads it as it is. */
function table(head, body) {
  const rows = [head, ...body.map((cells) => head.map((_, i) => cells[i] ?? ''))].map((cells) => cells.map((cell) => String(cell).replaceAll('|', '\\|')))
  const widths = head.map((_, i) => Math.max(3, ...rows.map((cells) => cells[i].length)))
  const line = (cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`
  return [line(rows[0]), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n')
}
