/** What the paper has to keep to: the venue's rules, or a plain two-column page where no venue is named. */
import { PhdError } from '@phd/core'
import type { PaperRules, Venue } from '../venues/venue.js'

export const plainRules: PaperRules = {
  pages: 2,
  includesReferences: true,
  anonymous: false,
  mustSay: [],
  forbiddenPackages: [],
  layout: {
    kit: 'article',
    preamble: ['\\usepackage{times}'],
    bibliographyStyle: 'plainnat',
    widthMm: 210,
    heightMm: 297,
    topMm: 20,
    bottomMm: 25,
    leftMm: 19,
    rightMm: 19,
    columns: 2,
    gutterMm: 8,
    fontPt: 10,
    leadingPt: 12,
    pageNumbers: false,
  },
}

export function paperRules(venue: Venue | undefined, pages: number | undefined): PaperRules {
  const rules = venue ? venue.paper : plainRules
  if (!rules) {
    throw new PhdError('REPORT_PAPER_VENUE', `${venue?.name} asks for no paper that phd knows the form of.`, {
      expected: 'a venue whose profile has paper: with a layout',
      received: venue?.id,
      remedy: 'phd conference venues lists the profiles; choose another with --venue, or add paper: to a copy in venues/',
      usage: true,
    })
  }
  if (pages === undefined) return rules
  if (pages > 0 && pages <= 100) return { ...rules, pages }
  throw new PhdError('REPORT_PAPER_PAGES', 'A paper has 1 to 100 pages.', { expected: '--pages 2', received: String(pages), usage: true })
}

export function columnMm({ layout }: Pick<PaperRules, 'layout'>): number {
  return (textWidthMm({ layout }) - (layout.columns - 1) * layout.gutterMm) / layout.columns
}

export function textWidthMm({ layout: { widthMm, leftMm, rightMm } }: Pick<PaperRules, 'layout'>): number {
  return widthMm - leftMm - rightMm
}

export function textHeightMm({ layout: { heightMm, topMm, bottomMm } }: Pick<PaperRules, 'layout'>): number {
  return heightMm - topMm - bottomMm
}
