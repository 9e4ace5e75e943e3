/** What a venue profile must be, key by key. A key that is not known is an error: a misspelt one would be a rule that nobody checks. */
import { z } from '../bundled/zod.js'
import { tracks, type Venue } from './venue.js'

const text = z.string().trim().min(1)
const mm = z.number().nonnegative().max(5000)
const count = z.number().int().positive()
const day = text.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day like 2026-11-26')

const layout = z.strictObject({
  kit: text,
  preamble: z.array(z.string()).default([]),
  bibliographyStyle: text.default('plain'),
  widthMm: mm.positive(),
  heightMm: mm.positive(),
  topMm: mm,
  bottomMm: mm,
  leftMm: mm,
  rightMm: mm,
  columns: z.union([z.literal(1), z.literal(2)]),
  gutterMm: mm.default(0),
  fontPt: z.number().min(6).max(20),
  leadingPt: z.number().min(6).max(40),
  pageNumbers: z.boolean().default(true),
})

const paper = z.strictObject({
  pages: count,
  includesReferences: z.boolean(),
  referencePages: count.optional(),
  layout,
  anonymous: z.boolean(),
  mustSay: z.array(text).default([]),
  forbiddenPackages: z.array(text).default([]),
})

const poster = z.strictObject({
  sizes: z.array(text).default([]),
  orientation: z.enum(['portrait', 'landscape', 'any']),
  maxWidthMm: mm.positive().optional(),
  maxHeightMm: mm.positive().optional(),
  minutes: z.number().positive().optional(),
})

const talk = z.strictObject({ talkMinutes: z.number().positive(), questionMinutes: z.number().nonnegative(), maxSlides: count.optional() })

const packetItem = z.strictObject({
  id: text.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and hyphens'),
  about: text,
  required: z.boolean(),
  file: text
    .max(200)
    .refine((glob) => glob.split('*').length <= 8, 'at most 7 stars')
    .optional(),
  maxPages: count.optional(),
  maxWords: count.optional(),
})

export const venueSchema: z.ZodType<Venue> = z.strictObject({
  id: text.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and hyphens'),
  name: text,
  conference: text,
  track: z.enum(tracks),
  year: z.number().int().min(1980).max(2100),
  about: text,
  paper: paper.optional(),
  poster: poster.optional(),
  talk: talk.optional(),
  packet: z.array(packetItem).default([]),
  mentors: z.strictObject({ wanted: count, ranked: z.boolean(), note: text.optional() }).optional(),
  unverified: z.array(text).default([]),
  sources: z.array(z.strictObject({ url: z.url(), seen: day, says: text })).default([]),
})
