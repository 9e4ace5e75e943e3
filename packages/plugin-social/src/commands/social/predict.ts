import { Args, Flags } from '@oclif/core'
import { duration, streamProgress } from '@phd/core'
import { PhdCommand, stopSignal } from '@phd/core/command'

interface Predicted {
  rows: number
  out: string
  model: string
  seconds: number
}

export default class Predict extends PhdCommand {
  static override summary = 'Predict the sentiment of every post of a file.'
  static override description =
    'Writes the same rows in the same order, none dropped, each with one more field: for --model vader {"neg", "neu", "pos", "compound"}. ' +
    'The output appears when it is whole; the input is never overwritten.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> posts.jsonl --out scored.jsonl',
    '<%= config.bin %> <%= command.id %> posts.csv --out scored.jsonl.gz',
  ]
  static override args = { posts: Args.string({ description: 'File of posts: .jsonl, .ndjson or .csv, each also .gz.', required: true }) }
  static override flags = {
    model: Flags.string({ summary: 'The model, by name; phd list shows them.', helpValue: 'NAME', default: 'vader' }),
    out: Flags.string({ summary: 'JSONL file to write; packed where it ends in .gz.', helpValue: 'FILE', required: true }),
    key: Flags.string({ summary: 'Name of the field that is added; otherwise the name of the model.', helpValue: 'NAME' }),
    'text-field': Flags.string({ summary: 'Field that holds the text; otherwise text, full_text or tweet_text.', helpValue: 'NAME' }),
  }

  async run(): Promise<Predicted> {
    const { args, flags } = await this.parse(Predict)
    const { predictFile } = await import('../../predict/predict.js')
    await import('../../sentiment/kind.js')
    const started = Date.now()
    const model = await this.registry().get('sentimentModel', flags.model)
    const progress = streamProgress(process.stderr, 'MB')
    const rows = await predictFile({
      input: args.posts,
      out: flags.out,
      key: flags.key ?? flags.model,
      predictor: await model.load(),
      textField: flags['text-field'],
      signal: stopSignal(),
      progress: (done, total, count) => progress.update(done, total, `${count} posts`),
    }).finally(() => progress.end())
    const seconds = (Date.now() - started) / 1000
    this.log(`${rows} posts scored by ${flags.model} in ${duration(seconds)}: ${flags.out}`)
    return { rows, out: flags.out, model: flags.model, seconds }
  }
}
