import { experimentCommand, formatTable } from '@phd/core/command'
import train from '../../training/experiment.js'
import { scoreColumns, scoreRows } from '../../training/report.js'

export default experimentCommand({
  name: 'radar/train',
  it: train,
  summary: 'Train a model that maps radar rain and terrain to where water stands.',
  unit: 'samples',
  examples: ['<%= config.bin %> radar train --data dataset', '<%= config.bin %> radar train --data dataset --model deeplabv3plus --device cuda:0 --epochs 25'],
  json: ({ id }, dir, { model: _model, parameters: _parameters, origins: _origins, ...result }) => ({ id, dir, ...result }),
  print: ({ id }, dir, result) =>
    [
      '',
      `Validation: ${result.samples} samples, ${((result.wetShare ?? 0) * 100).toFixed(1)} % of cells are wet`,
      formatTable(scoreColumns, scoreRows(result.model, result)),
      '',
      result.verdict,
      'One seed: provisional until more seeds agree.',
      '',
      `Run ${id}`,
      dir,
    ].join('\n'),
})
