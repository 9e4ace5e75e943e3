/** What figures stand on. */
import { contrast } from '../check/colour.js'
import type { ThemeColours } from './theme.js'

const light = '#F6F8FA'

/** The theme's own, else the card where dark text can be read on it, else a light plate. */
export function figureColour({ figure, card }: ThemeColours): string {
  return figure ?? (contrast('#1A2530', card) >= 4.5 ? card : light)
}
