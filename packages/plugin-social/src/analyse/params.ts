/** What an analysis can be told. */
import { z } from 'zod'

export const params = z.object({
  posts: z.array(z.string()).min(1).describe('Files of posts (.jsonl, .ndjson, .csv, each also .gz), or folders of them.'),
  by: z
    .array(z.enum(['flood', 'day', 'reply']))
    .default(['flood', 'day', 'reply'])
    .describe('What to group by.'),
  model: z.string().default('vader').describe('The sentiment model, by name.'),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe('A post is positive from this compound score on, negative from its negative; 0: any score above, any below 0.'),
  minAuthors: z.number().int().min(10).default(10).describe('Groups of fewer authors are left out.'),
  resamples: z.number().int().min(100).max(100_000).default(1000).describe('Resamples of each bootstrap interval.'),
  floodField: z.string().optional().describe('Field that names the flood; otherwise flood, event, or the name of the file.'),
  textField: z.string().optional().describe('Field that holds the text; otherwise text, full_text or tweet_text.'),
})

export type AnalyseParams = z.output<typeof params>
