/** The poster styles that are built in; plugins add others as kind `posterStyle`. */
import type { PosterStyle } from '../kinds.js'
import { layoutClassic } from './classic.js'
import { layoutOneFinding } from './finding.js'

export const builtInStyles: Record<string, PosterStyle> = {
  classic: { about: 'title, finding with key numbers, sections in columns', layout: layoutClassic },
  finding: { about: 'one finding in huge type, the details beside or below it', layout: layoutOneFinding },
}
