import { PhdCommand } from '../../command/index.js'
import { formatBytes, inspectRuntimes, type RuntimeStatus, type Smoke } from '../../runtime/index.js'

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

function describe(status: RuntimeStatus): string {
  const { dir, current, bytes, shared, runtime, smoke } = status
  if (!runtime) return `${dir}\n  broken:     files are missing\n  try:        phd runtime install`
  const cuda = runtime.cuda ? `, CUDA ${runtime.cuda}, cuDNN ${runtime.cudnn}` : ''
  const linked = runtime.source === 'wheel' ? '' : `, linked to ${runtime.source}`
  const lines = [
    `TensorFlow ${runtime.tensorflow} (${runtime.device}${cuda})${current ? '' : ', of another version of phd'}`,
    `  folder:     ${dir}`,
    `  size:       ${formatBytes(bytes)}${linked}${shared ? ', on disk once for several versions of phd' : ''}`,
    `  installed:  ${runtime.installed}`,
  ]
  if (smoke) lines.push(...computes(smoke, status.serves))
  return lines.join('\n')
}

function computes({ works, problem }: Smoke, serves: string[]): string[] {
  if (!works) return ['  computes:   no', `  problem:    ${problem}`, '  try:        phd runtime install --force']
  return [`  computes:   yes, on ${serves.join(' and ')}`, ...(problem ? [`  no GPU:     ${problem}`] : [])]
}
