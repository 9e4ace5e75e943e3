/**
 * All words of a poster, as they stand in poster.yaml: what the researcher edits.
 *
 * Paragraphs of a text are separated by an empty line; a line that begins with `- ` is a bullet.
 */
import { PhdError } from '@phd/core'
import { z } from 'zod'
import { cleanText } from '../text/index.js'

const words = z.string().transform((text) => cleanText(text).trim())
const sentence = words.transform((text) => text.replace(/\s+/g, ' '))
const blank = <T>(schema: z.ZodType<T>, empty: T) => z.preprocess((value) => value ?? empty, schema)

const figureWords = z.strictObject({
  run: z.string(),
  result: z.string(),
  draw: z.string(),
  options: blank(z.record(z.string(), z.unknown()), {}),
  caption: blank(sentence, ''),
  alt: blank(sentence, ''),
})

const sectionWords = z.strictObject({
  heading: blank(sentence, ''),
  text: blank(words, ''),
  figures: blank(z.array(z.string()), []),
  wide: blank(z.boolean(), false),
})

export const posterWords = z.strictObject({
  size: blank(z.string(), 'A0'),
  landscape: blank(z.boolean(), false),
  runsFolder: z.string().optional(),
  runs: z.record(z.string(), z.string()),
  title: sentence.refine((text) => text !== '', 'a poster needs a title'),
  authors: blank(z.union([z.array(sentence), sentence.transform((text) => [text])]), []),
  affiliation: blank(sentence, ''),
  contact: blank(sentence, ''),
  stamp: blank(sentence, ''),
  finding: blank(sentence, ''),
  numbers: blank(z.array(z.strictObject({ value: z.coerce.string().pipe(sentence), label: blank(sentence, '') })), []),
  sections: blank(z.array(sectionWords), []),
  footer: blank(sentence, ''),
  figures: blank(z.record(z.string(), figureWords), {}),
})

export type PosterWords = z.infer<typeof posterWords>
export type FigureWords = PosterWords['figures'][string]
export type SectionWords = PosterWords['sections'][number]

/** Checked and cleaned; REPORT_WORDS_INVALID names each place that is wrong. */
export function parseWords(value: unknown, file: string): PosterWords {
  const outcome = posterWords.safeParse(value)
  if (outcome.success) return outcome.data
  const issues = outcome.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`)
  throw new PhdError('REPORT_WORDS_INVALID', `${file} is not the words of a poster: ${issues.join('; ')}.`, {
    expected: 'the keys that phd report poster writes',
    remedy: 'mend these places, or let it be drafted anew into another folder: phd report poster --run ID --out OTHER',
  })
}
