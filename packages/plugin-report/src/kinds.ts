/** Kinds that this plugin adds: a third party provides them in its `phd.js` like an experiment. */
import type { PosterDocument } from './document/poster-document.js'
import type { LayoutModel, LayoutTools, Page } from './layout/index.js'
import type { Theme } from './themes/theme.js'
import type { Venue } from './venues/venue.js'

/** How a poster is arranged: `classic` columns, one huge `finding`, or a stranger's. */
export interface PosterStyle {
  about: string
  /** Undefined where the words do not fit at the smallest size that the page allows. */
  layout(document: PosterDocument, page: Page, tools: LayoutTools): LayoutModel | undefined
}

declare module '@phd/core' {
  interface Kinds {
    theme: Theme
    posterStyle: PosterStyle
    venue: Venue
  }
}
