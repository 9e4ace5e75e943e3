import { Flags } from '@oclif/core'
import { PhdCommand, stopSignal } from '../../command/index.js'
import { type Progress, streamProgress } from '../../progress/index.js'
import { type InstallProgress, installRuntime } from '../../runtime/index.js'

export default class RuntimeInstall extends PhdCommand {
  static override summary = 'Install TensorFlow, once for all projects.'
  static override description =
    'Fetches the libraries of the TensorFlow wheel with pip (checksums pinned), builds the addon for Node with g++ and tries it. Installed already: does nothing.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --device cuda',
    '<%= config.bin %> <%= command.id %> --from ~/my-venv',
  ]
  static override flags = {
    device: Flags.option({ options: ['cpu', 'cuda'] as const, summary: 'cuda computes on NVIDIA GPUs and on the CPU.', default: 'cpu' as const })(),
    from: Flags.string({ summary: 'Link the TensorFlow of a Python environment (its folder) instead of downloading.', helpValue: 'DIR' }),
    force: Flags.boolean({ summary: 'Install again over what is there.' }),
  }

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RuntimeInstall)
    const started = Date.now()
    const bars = new StageBars()
    try {
      const runtime = await installRuntime({
        ...flags,
        progress: bars.update,
        log: (message) => bars.interrupt(() => this.tell(message)),
        signal: stopSignal(),
      })
      const seconds = (Date.now() - started) / 1000
      bars.end()
      const what = `TensorFlow ${runtime.tensorflow} for ${runtime.device === 'cuda' ? `CUDA ${runtime.cuda} and CPU` : 'the CPU'}`
      if (!this.jsonEnabled())
        this.log(runtime.already ? `${what} is installed: ${runtime.dir}` : `${what} works, after ${seconds.toFixed(0)} s: ${runtime.dir}`)
      return { ...runtime, seconds }
    } finally {
      bars.end()
    }
  }
}

const stages = {
  download: { note: 'downloading', unit: 'MB', scale: 1e-6 },
  unpack: { note: 'unpacking', unit: 'MB', scale: 1e-6 },
  compile: { note: 'building the addon', unit: 'steps', scale: 1 },
}

/** One progress bar for each stage in turn. */
class StageBars {
  private stage = ''
  private bar: Progress | undefined

  update: InstallProgress = (stage, done, total) => {
    const { note, unit, scale } = stages[stage]
    if (stage !== this.stage) {
      this.end()
      this.stage = stage
      this.bar = streamProgress(process.stderr, unit)
    }
    this.bar!.update(done * scale, total * scale, note)
  }

  interrupt(write: () => void): void {
    if (this.bar) this.bar.interrupt(write)
    else write()
  }

  end(): void {
    this.bar?.end()
    this.bar = undefined
    this.stage = ''
  }
}
