import { Flags } from '@oclif/core'
import { PhdCommand } from '../../command/index.js'
import { PhdError } from '../../errors.js'
import { formatBytes, removeRuntimes } from '../../runtime/index.js'

export default class RuntimeRemove extends PhdCommand {
  static override summary = 'Remove TensorFlow and say what that freed.'
  static override examples = ['<%= config.bin %> <%= command.id %> --device cuda', '<%= config.bin %> <%= command.id %> --all']
  static override flags = {
    device: Flags.option({ options: ['cpu', 'cuda'] as const, summary: 'Remove the runtimes of this device.', exclusive: ['all'] })(),
    all: Flags.boolean({ summary: 'Remove every runtime, older ones and unfinished ones too.' }),
  }

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RuntimeRemove)
    if (!flags.device && !flags.all) {
      throw new PhdError('USAGE', 'Say which runtime to remove.', { expected: '--device cpu, --device cuda or --all', usage: true })
    }
    const removed = await removeRuntimes(flags.device, (message) => this.tell(message))
    const freedBytes = removed.reduce((total, { bytes }) => total + bytes, 0)
    for (const { dir, bytes } of removed) this.tell(`Removed ${dir} (${formatBytes(bytes)}).`)
    this.tell(removed.length ? `Freed ${formatBytes(freedBytes)}.` : 'There was nothing to remove.')
    return { removed, freedBytes }
  }
}
