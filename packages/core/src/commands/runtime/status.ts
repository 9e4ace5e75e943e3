import { PhdCommand } from '../../command/index.js'
import { formatBytes, inspectRuntimes, type RuntimeStatus } from '../../runtime/index.js'

export default class RuntimeStatusCommand extends PhdCommand {
  static override summary = 'Show which TensorFlow is installed, where, and whether it works.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']

  async run(): Promise<unknown> {
    await this.parse(RuntimeStatusCommand)
    const status = await inspectRuntimes()
    if (this.jsonEnabled()) return status
    if (status.runtimes.length === 0) this.log(`No TensorFlow is installed in ${status.home}.\n  try:      phd runtime install`)
    for (const each of status.runtimes) this.log(describe(each))
    if (status.leftoverBytes > 0) this.log(`Unfinished installs hold ${formatBytes(status.leftoverBytes)}: the next install uses or removes them.`)
    return status
  }
}

function describe({ dir, broken, current, serves, bytes, runtime, smoke }: RuntimeStatus): string {
  if (!runtime || broken) return `${dir}\n  broken:     files are missing\n  try:        phd runtime install`
  const cuda = runtime.cuda ? `, CUDA ${runtime.cuda}, cuDNN ${runtime.cudnn}` : ''
  const lines = [
    `TensorFlow ${runtime.tensorflow} (${runtime.device}${cuda})${current ? '' : ', of another version of phd'}`,
    `  folder:     ${dir}`,
    `  size:       ${formatBytes(bytes)}${runtime.source === 'wheel' ? '' : `, linked to ${runtime.source}`}`,
    `  installed:  ${runtime.installed}`,
    `  computes:   ${smoke?.works ? `yes, on ${serves.join(' and ')}` : 'no'}`,
  ]
  if (smoke?.problem) lines.push(`  ${smoke.works ? 'no GPU:    ' : 'problem:   '} ${smoke.problem}`)
  if (!smoke?.works) lines.push('  try:        phd runtime install --force')
  return lines.join('\n')
}
