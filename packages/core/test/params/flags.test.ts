import { Parser } from '@oclif/core'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { kebab, paramFlags, paramsFromFlags, validate } from '../../lib/params/index.js'

const params = z.object({
  data: z.string().describe('Dataset folder.'),
  batchSize: z.int().min(1).max(512).default(8).describe('Samples a step.'),
  learningRate: z.number().positive().default(1e-3).describe('Step of the optimizer.'),
  loss: z.enum(['dice', 'crossEntropy']).default('dice').describe('What is minimised.'),
  augment: z.boolean().default(true).describe('Flip and turn.'),
  dryRun: z.boolean().default(false).describe('Say what would be done.'),
  places: z.array(z.string()).default(['2024', 'Jacksboro']).describe('Validation places.'),
  rates: z.array(z.int()).optional().describe('Dilations.'),
  stride: z.union([z.literal(1), z.literal(2)]).optional(),
  cell: z.number().nullable().default(null).describe('Cell size in metres.'),
  model: z.object({ depth: z.int() }).optional(),
  date: z.iso.date().nullish(),
  window: z.tuple([z.int(), z.int()]).default([0, 12]).describe('Steps.'),
  threshold: z.number().min(0).max(1).optional(),
  note: z.string().default(''),
})

async function parse(...argv: string[]) {
  const { flags } = await Parser.parse(argv, { flags: paramFlags(params), args: {}, strict: true, context: undefined })
  return paramsFromFlags(params, flags)
}

test('names become kebab-case, acronyms stay together', () => {
  expect(['batchSize', 'cellMetres2', 'rainMmPerHour', 'useCRS', 'snake_case', 'Places'].map(kebab)).toEqual([
    'batch-size',
    'cell-metres2',
    'rain-mm-per-hour',
    'use-crs',
    'snake-case',
    'places',
  ])
})

test('each flag says what it is, its range and its default', () => {
  const flags = paramFlags(params)
  expect(Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, flag.summary]))).toMatchInlineSnapshot(`
    {
      "augment": "Flip and turn. [default: true]",
      "batch-size": "Samples a step. [from 1 to 512; default: 8]",
      "cell": "Cell size in metres.",
      "data": "Dataset folder.",
      "date": "",
      "dry-run": "Say what would be done.",
      "learning-rate": "Step of the optimizer. [over 0; default: 0.001]",
      "loss": "What is minimised. [default: dice]",
      "model": "",
      "note": "",
      "places": "Validation places. [default: 2024,Jacksboro]",
      "rates": "Dilations.",
      "stride": "",
      "threshold": "[from 0 to 1]",
      "window": "Steps. [default: 0,12]",
    }
  `)
  const values = Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, flag.type === 'option' ? flag.helpValue : flag.allowNo]))
  expect(values).toEqual({
    augment: true,
    'batch-size': 'N',
    cell: 'N',
    data: 'TEXT',
    date: 'TEXT',
    'dry-run': false,
    'learning-rate': 'N',
    loss: 'dice|crossEntropy',
    model: 'JSON',
    note: 'TEXT',
    places: 'A,B,…',
    rates: 'A,B,…',
    stride: '1|2',
    threshold: 'N',
    window: 'A,B,…',
  })
})

test('only a parameter without a default is required', () => {
  const required = Object.entries(paramFlags(params)).filter(([, flag]) => flag.required)
  expect(required.map(([name]) => name)).toEqual(['data'])
})

test('text becomes what the parameter is', async () => {
  const all = ['--data', '7', '--batch-size', '16', '--learning-rate', '1e-4', '--loss', 'crossEntropy', '--no-augment', '--dry-run', '--places', '2024, Aue']
  const given = await parse(...all, '--rates', '6,12', '--stride', '2', '--cell', '2.5', '--model', '{"depth":3}', '--window', '3,6', '--date', '2015-06-01')
  expect(given).toEqual({
    data: '7',
    batchSize: 16,
    learningRate: 1e-4,
    loss: 'crossEntropy',
    augment: false,
    dryRun: true,
    places: ['2024', 'Aue'],
    rates: [6, 12],
    stride: 2,
    cell: 2.5,
    model: { depth: 3 },
    window: [3, 6],
    date: '2015-06-01',
  })
  expect(await validate(params, given)).toMatchObject({ ...given, note: '' })
})

test('flags that were not given are left to the defaults of the schema', async () => {
  const given = await parse('--data', 'd')
  expect(given).toEqual({ data: 'd' })
  expect(await validate(params, given)).toMatchObject({ batchSize: 8, augment: true, dryRun: false, places: ['2024', 'Jacksboro'], cell: null })
})

test('an empty list is an empty list', async () => {
  expect(await parse('--data', 'd', '--places', '')).toEqual({ data: 'd', places: [] })
})

test.each([
  [['--batch-size', 'many'], 'batchSize: Invalid input: expected number, received string'],
  [['--batch-size', ''], 'batchSize: Invalid input: expected number, received string'],
  [['--batch-size', '0'], 'batchSize: Too small: expected number to be >=1'],
  [['--batch-size', '2.5'], 'batchSize: Invalid input: expected int, received number'],
  [['--rates', '6,wide'], 'rates.1: Invalid input: expected number, received string'],
  [['--model', '{"depth":'], 'model: Invalid input: expected object, received string'],
])('%j is refused by its name', async (argv, issue) => {
  const given = await parse('--data', 'd', ...argv)
  await expect(validate(params, given)).rejects.toMatchObject({ code: 'PARAMS_INVALID', message: `The parameters are not right: ${issue}.`, usage: true })
})

test('a value outside the list and a missing flag end in an error of the parser', async () => {
  await expect(parse('--data', 'd', '--loss', 'hinge')).rejects.toThrow('Expected --loss=hinge to be one of: dice, crossEntropy')
  await expect(parse()).rejects.toThrow('Missing required flag data')
})

test('parameters cannot take the names of flags that every run has', () => {
  for (const name of ['seed', 'runs', 'device', 'json', 'help']) {
    expect(() => paramFlags(z.object({ [name]: z.string() }))).toThrow(`A parameter cannot be named "${name}".`)
  }
})
