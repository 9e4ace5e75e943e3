import { experimentCommand } from '@phd/core/command'
import predict from '../../predict/experiment.js'

export default experimentCommand({
  name: 'radar/predict',
  it: predict,
  summary: 'Predictions of a trained run as panels: rain, terrain, truth, probability, error.',
  positional: ['run'],
  unit: 'samples',
  examples: ['<%= config.bin %> radar predict latest --data dataset'],
  print: ({ id }, dir, { panels, samples }) => [`${samples.length} predictions`, ...panels, `Run ${id}`, dir].join('\n'),
})
