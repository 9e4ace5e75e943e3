/**
 * A venue profile: what one track of one conference asks for, dated and with its sources. Data, no code.
 *
 * Built in as YAML files in `venues/`, in the user's project as `venues/*.yaml`, by plugins as kind `venue`.
 */
export const tracks = ['doctoral-consortium', 'main', 'workshop', 'poster', 'camera-ready', 'journal'] as const
export type Track = (typeof tracks)[number]

/** What an answer rests on: where it stands, the day on which somebody read it, and what was not to be found there. */
export interface VenueSource {
  url: string
  /** `2026-11-26`. */
  seen: string
  says: string
}

export interface PaperRules {
  /** Limit of pages; with references where `includesReferences`. */
  pages: number
  includesReferences: boolean
  /** Limit of pages with nothing but references, on top of `pages`; where it is missing, as many as it takes. */
  referencePages?: number
  /** Geometry of the Typst preview and class of the LaTeX bundle. */
  layout: PaperLayout
  anonymous: boolean
  /** What the paper has to say, as headings or prompts. */
  mustSay: string[]
  forbiddenPackages: string[]
}

/** All distances in mm, sizes in points. */
export interface PaperLayout {
  /** The user's own author kit, for example `aaai2026.sty`; `article` where there is none. */
  kit: string
  /** Lines of the preamble that the kit asks for. */
  preamble: string[]
  bibliographyStyle: string
  widthMm: number
  heightMm: number
  topMm: number
  bottomMm: number
  leftMm: number
  rightMm: number
  columns: 1 | 2
  gutterMm: number
  fontPt: number
  leadingPt: number
  pageNumbers: boolean
}

export interface PosterRules {
  /** Names of sizes that are taken, the usual one first; empty where nobody says. */
  sizes: string[]
  orientation: 'portrait' | 'landscape' | 'any'
  maxWidthMm?: number
  maxHeightMm?: number
  minutes?: number
}

export interface TalkRules {
  talkMinutes: number
  questionMinutes: number
  maxSlides?: number
}

/** One thing to hand in. `file` is a glob relative to the report's folder that answers it. */
export interface PacketItem {
  id: string
  about: string
  required: boolean
  file?: string
  maxPages?: number
  /** Counted in the text of the file; references and captions count. */
  maxWords?: number
}

export interface Venue {
  /** `aaai-dc`. */
  id: string
  /** `AAAI Doctoral Consortium`. */
  name: string
  /** As calendars call the conference: `AAAI`. */
  conference: string
  track: Track
  /** The year that the rules are of. */
  year: number
  about: string
  paper?: PaperRules
  poster?: PosterRules
  talk?: TalkRules
  packet: PacketItem[]
  mentors?: { wanted: number; ranked: boolean; note?: string }
  /** What was not to be verified and has to be looked up for the year. */
  unverified: string[]
  sources: VenueSource[]
}
