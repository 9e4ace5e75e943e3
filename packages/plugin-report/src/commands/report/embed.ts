import { experimentCommand } from '@phd/core/command'
import it from '../../umap/experiment.js'
import { printEmbedding } from '../../umap/print.js'

export default experimentCommand({
  name: 'report/embed',
  it,
  summary: 'Draw vectors in the plane by UMAP, with the controls that say whether to believe it.',
  examples: [
    '<%= config.bin %> <%= command.id %> features.npy --labels labels.txt',
    '<%= config.bin %> <%= command.id %> features.csv --labels flood --metric cosine',
    '<%= config.bin %> <%= command.id %> --run latest --result vectors',
  ],
  positional: ['file'],
  print: (run, dir, result) => printEmbedding(result, run.id, dir),
})
