import type { Rule } from '../../check.js'
import { figureBoxes, type LaidPage, nameOf, short } from './input.js'

const [fewest, most] = [20, 600]
const empty = /^\s*(an? |the )?(image|picture|photo(graph)?|figure|graphic|screenshot|graph|plot|chart|diagram|illustration) (of|showing|that shows)\b/i

export const altWords: Rule<LaidPage> = {
  id: 'alt-words',
  severity: 'note',
  about: `An alternative text says in ${fewest} to ${most} characters what is to be seen, and does not begin with "image of".`,
  remedy: 'say first what the figure shows: what is highest, what rises, what is compared',
  find({ layout }) {
    return figureBoxes(layout).flatMap((box) => {
      const alt = box.figure.alt.trim()
      if (alt === '') return []
      return [
        ...(alt.length < fewest ? [`the alt text of ${nameOf(box)} is too short: "${alt}"`] : []),
        ...(alt.length > most ? [`the alt text of ${nameOf(box)} has ${alt.length} characters (at most ${most})`] : []),
        ...(empty.test(alt) ? [`the alt text of ${nameOf(box)} begins "${short(alt)}": a screen reader says that it is an image`] : []),
      ]
    })
  },
}
