import { Flags } from '@oclif/core'
import { PhdCommand, stopSignal } from '../../command/index.js'
import { duration, streamProgress } from '../../progress/index.js'
import { type Bundle, bundleRuntime, parsePartSize } from '../../runtime/bundle/index.js'
import { formatBytes } from '../../runtime/index.js'

export default class RuntimeBundle extends PhdCommand {
  static override summary = 'Pack phd, Node and TensorFlow for a machine with no network.'
  static override description =
    'Writes a compressed folder in parts with their checksums; the line that unpacks it is printed. It needs the runtime of the device installed here, no GPU. Run again, it keeps the parts that are whole.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --device cuda --out bundle',
    '<%= config.bin %> <%= command.id %> --out bundle --part-size 2GB --level 1',
  ]
  static override flags = {
    device: Flags.option({
      options: ['cpu', 'cuda'] as const,
      summary: 'What to pack; cuda computes on NVIDIA GPUs and on the CPU.',
      default: 'cpu' as const,
    })(),
    out: Flags.string({ summary: 'Folder for the parts.', helpValue: 'DIR', required: true }),
    'part-size': Flags.string({ summary: 'Largest size of a part.', helpValue: 'SIZE', default: '60MB' }),
    level: Flags.integer({ summary: 'Compression of gzip, 1 (fast) to 9 (small).', helpValue: 'N', default: 6, min: 1, max: 9 }),
  }

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RuntimeBundle)
    const { device, out, level } = flags
    const partBytes = parsePartSize(flags['part-size'])
    const started = Date.now()
    const bar = streamProgress(process.stderr, 'MB')
    try {
      const progress = (done: number, total: number) => bar.update(done / 1e6, total / 1e6, 'packing')
      const bundle = await bundleRuntime({ device, out, partBytes, level, progress, signal: stopSignal() })
      const seconds = (Date.now() - started) / 1000
      bar.end()
      if (!this.jsonEnabled()) this.log(describe(bundle, seconds))
      return { ...bundle, seconds }
    } finally {
      bar.end()
    }
  }
}

function describe(bundle: Bundle, seconds: number): string {
  const { out, parts, bytes, unpackedBytes, files, leftOut, requires, kept, unpack } = bundle
  const left = leftOut.map(({ what, bytes, why }) => `  ${formatBytes(bytes).padStart(7)}  ${what}: ${why}`)
  return [
    `${parts.length} parts, ${formatBytes(bytes)} in ${out}, after ${duration(seconds)}${kept > 0 ? `; ${kept} were there already` : ''}.`,
    `Unpacked ${formatBytes(unpackedBytes)} in ${files} files, for ${requires.platform} ${requires.arch} with glibc ${requires.glibc} or later.`,
    'Left out:',
    ...left,
    'There, in the folder of the parts:',
    `  ${unpack}`,
    '  phd-bundle/phd doctor',
  ].join('\n')
}
