import { experimentCommand } from '@phd/core/command'
import it from '../../analyse/experiment.js'
import { printAnalysis } from '../../analyse/print.js'

export default experimentCommand({
  name: 'social/analyse',
  it,
  summary: 'Sentiment of posts by flood, day and reply, and how it goes with their number.',
  examples: [
    '<%= config.bin %> <%= command.id %> posts.jsonl',
    '<%= config.bin %> <%= command.id %> kerala.jsonl.gz maryland.csv --by flood,reply --threshold 0',
    '<%= config.bin %> <%= command.id %> posts/ --json',
  ],
  positional: ['posts'],
  unit: 'MB',
  print: (run, dir, analysis) => printAnalysis(analysis, run.id, dir),
})
