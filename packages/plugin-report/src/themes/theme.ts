/**
 * A theme: colours, fonts and a logo of posters, slides and HTML. A plugin provides one as kind `theme`, by its id.
 *
 * Colours are `#RRGGBB`. Fonts are paths of TrueType files with Latin glyphs, measured before anything is laid out.
 */
export interface ThemeColours {
  page: string
  /** Behind the title. */
  band: string
  onBand: string
  findingPanel: string
  card: string
  accent: string
  heading: string
  number: string
  stamp: string
  text: string
  caption: string
  rule: string
  /** Behind figures, whose texts are dark; without it the card's, where that is light. */
  figure?: string
}

export interface ThemeFonts {
  /** Family name inside the TrueType files. */
  family: string
  /** What PPTX and SVG files name instead, where office machines have a font of the same widths. */
  officeFamily?: string
  regular: string
  bold: string
  italic?: string
}

export interface Theme {
  about: string
  colours: ThemeColours
  /** Without them: Arimo, which is as wide as Arial. */
  fonts?: ThemeFonts
  /** SVG text; printed on the band's colour. */
  logo?: { svg: string; alt: string }
}
