/** report.yaml as a schema: what a person may set, what is meant where nothing is set. */
import { z } from '../bundled/zod.js'
import { cleanText } from '../text/index.js'
import type { ReportSettings } from './model.js'

const mostCharacters = 5_000
const sentence = z
  .string()
  .max(mostCharacters)
  .transform((text) => cleanText(text).replace(/\s+/g, ' ').trim())
/** Printed as it stands. */
const plainText = sentence.refine(
  (text) => !/\{\{\s*[A-Z]{1,2}(\+[A-Z]{1,2})*\.[^{}]*\}\}|<!--\s*holds?\b/i.test(text),
  'references and conditions are read in report.md, and in labels, captions and alt texts; here they would be printed as they stand',
)
const blank = <T>(schema: z.ZodType<T>, empty: T) => z.preprocess((value) => value ?? empty, schema)
const name = z.string().min(1).max(200)
const letter = z.string().regex(/^[A-Z]{1,2}$/, 'a run is named by a letter: A, B, … Z, AA')
const url = z
  .string()
  .max(2_000)
  .regex(/^(https?:\/\/[^\s/]|mailto:[^\s@]+@[^\s@]+$)/i, 'a link begins with https://, http:// or mailto:')
const localFile = z
  .string()
  .max(400)
  .refine((path) => !/^([\\/]|[a-z]:|[a-z]+:\/\/)/i.test(path) && !path.split(/[\\/]/).includes('..'), 'a file in the folder of report.yaml or below it')

const figure = z.strictObject({
  run: letter,
  result: name,
  draw: blank(z.string().max(200), ''),
  options: blank(z.record(z.string(), z.unknown()), {}),
  caption: blank(sentence, ''),
  alt: blank(sentence, ''),
})

/** `auto`: said of itself where there are too few seeds. */
export const automatic = 'auto'

const defaults = {
  poster: { size: 'A0', landscape: false, style: 'classic' },
  slides: { talkMinutes: 20, questionMinutes: 15, wordsPerMinute: 130 },
  paper: { bibliography: 'refs.bib' },
}

const minutes = z.number().min(0.5).max(600)

export const settingsSchema = z.strictObject({
  title: plainText.refine((text) => text !== '', 'a report needs a title'),
  authors: blank(z.union([z.array(plainText), plainText.transform((text) => [text])]), []).transform((names) => names.filter(Boolean)),
  affiliation: blank(plainText, ''),
  contact: blank(plainText, ''),
  acknowledgements: blank(plainText, ''),
  links: blank(z.array(z.strictObject({ label: plainText, url })).max(6), []),
  logos: blank(z.array(z.strictObject({ file: localFile, alt: plainText })).max(6), []),
  venue: blank(z.string().max(100), ''),
  theme: blank(z.string().min(1).max(100), 'default'),
  runsFolder: blank(z.string().min(1).max(2_000), '../runs'),
  runs: z.record(letter, name).refine((runs) => Object.keys(runs).length > 0, 'a report needs a run: A: ID'),
  numbers: blank(z.array(z.strictObject({ value: z.coerce.string().pipe(sentence), label: blank(sentence, '') })).max(8), []),
  stamp: blank(plainText, ''),
  figures: blank(z.record(name, figure), {}),
  poster: blank(
    z.strictObject({
      size: blank(z.string().max(40), defaults.poster.size),
      landscape: blank(z.boolean(), false),
      style: blank(z.string().max(100), defaults.poster.style),
    }),
    defaults.poster,
  ),
  slides: blank(
    z.strictObject({
      talkMinutes: blank(minutes, defaults.slides.talkMinutes),
      questionMinutes: blank(z.number().min(0).max(600), defaults.slides.questionMinutes),
      wordsPerMinute: blank(z.number().min(40).max(300), defaults.slides.wordsPerMinute),
    }),
    defaults.slides,
  ),
  paper: blank(
    z.strictObject({ pages: z.number().int().min(1).max(100).optional(), bibliography: blank(localFile, defaults.paper.bibliography) }),
    defaults.paper,
  ),
}) satisfies z.ZodType<ReportSettings>
