import { join } from 'node:path'
import { experimentCommand } from '@phd/core/command'
import it from '../../notebook/experiment.js'

export default experimentCommand({
  name: 'report/notebook',
  it,
  summary: 'Take in the figures of a Jupyter notebook, and write it without its outputs.',
  examples: ['<%= config.bin %> <%= command.id %> analysis.ipynb', '<%= config.bin %> <%= command.id %> analysis.ipynb --write analysis.clean.ipynb'],
  positional: ['file'],
  print({ params }, dir, { figures, notebook, outputsTakenAway, left }) {
    const { write } = params as { write?: string }
    return [
      `${figures.length} ${figures.length === 1 ? 'figure' : 'figures'} taken in, ${outputsTakenAway} ${outputsTakenAway === 1 ? 'output' : 'outputs'} left behind.`,
      ...figures.map(({ file, alt }) => `  ${join(dir, file)}  ${alt}`),
      `  ${join(dir, notebook)}`,
      ...(write ? [`  ${write}`] : []),
      ...left.map((place) => `Not taken in: ${place}`),
    ].join('\n')
  },
})
