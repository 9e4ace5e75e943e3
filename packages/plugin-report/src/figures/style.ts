/**
 * How figures look in a medium: sizes in points of the print, colours, dashes, shapes.
 *
 * Colours: Okabe & Ito, Color Universal Design (2008). In grey they are not told apart, so dashes and shapes go with them.
 */
export interface FigureStyle {
  /** Every text in the figure; the poster's floor is 24 pt on A0. */
  fontPt: number
  linePt: number
  /** Area of a point mark, square points. */
  pointArea: number
}

export const okabeIto = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000']
export const greys = ['#444444', '#767676', '#595959', '#8A8A8A']
/** In 26ths of the font size: see `dash`. */
const dashes: number[][] = [[], [16, 8], [4, 6], [20, 6, 4, 6], [10, 4], [2, 4], [24, 8]]
/** Bars stand side by side: colours of Okabe and Ito whose greys differ (CIELAB lightness 46, 71, 90, 0). */
export const barColours = ['#0072B2', '#E69F00', '#F0E442', '#000000']
export const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down', 'stroke']

export const ink = '#1A2530'
export const gridColour = '#DDE3E8'
export const good = '#0072B2'
export const bad = '#D55E00'

/** The style for a printed font size. */
export function figureStyle(fontPt: number): FigureStyle {
  return { fontPt, linePt: fontPt * 0.16, pointArea: (fontPt * 0.6) ** 2 }
}

/** The dash of line `index`, as long as suits the size of the print. */
export function dash(index: number, { fontPt }: FigureStyle): number[] {
  return dashes[index % dashes.length].map((length) => Math.round(((length * fontPt) / 26) * 100) / 100)
}

/** Words that keep their colour from figure to figure. */
export const colourOfWord = new Map([
  ['negative', bad],
  ['positive', good],
  ['neutral', '#767676'],
])

export const ptPerMm = 72 / 25.4
