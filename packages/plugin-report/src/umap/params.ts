/** What `report embed` may be told. */
import { z } from '../bundled/zod.js'

export const params = z.object({
  file: z.string().optional().describe('.npy, .csv or .tsv with one vector a row.'),
  run: z.string().optional().describe('Instead of a file: a run that has vectors among its results.'),
  result: z.string().default('vectors').describe('The name of that result.'),
  labels: z.string().optional().describe('File with one label a line, or the column of a .csv or .tsv that holds them.'),
  neighbours: z.number().int().min(2).max(200).default(15).describe('Neighbours that each point is drawn to, itself counted.'),
  minDist: z.number().min(0).max(1).default(0.1).describe('How close points may come in the picture.'),
  metric: z.enum(['euclidean', 'cosine']).default('euclidean').describe('What distance is between vectors.'),
  layout: z.enum(['fast', 'umap-js']).default('fast').describe('Who lays the neighbours out: ours, or umap-js, several times slower, to compare with it.'),
  epochs: z.number().int().min(1).max(10_000).optional().describe('Rounds of the layout; without it 500 to 10,000 points, 200 above.'),
})

export type EmbedParams = z.infer<typeof params>
