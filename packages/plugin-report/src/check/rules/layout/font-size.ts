import type { Rule } from '../../check.js'
import { fontSizesOf } from '../../read/svg.js'
import { floorOf, type LaidPage, nameOf } from './input.js'

export const fontSize: Rule<LaidPage> = {
  id: 'font-size',
  severity: 'error',
  about: 'Text can be read from where people stand, also inside figures (1 unit of their SVG is 1 pt of the print).',
  remedy: 'say less, so that it can be larger',
  find({ layout, drawings, floors }) {
    return layout.boxes.flatMap((box) => {
      if (box.kind === 'panel' || box.kind === 'image') return []
      if (box.kind === 'picture') {
        const smallest = Math.min(...fontSizesOf(drawings.get(box)?.svg ?? ''))
        return smallest < floors.figurePt - 0.01 ? [`${nameOf(box)} has text of ${round(smallest)} pt (at least ${floors.figurePt})`] : []
      }
      const least = box.kind === 'table' ? floors.figurePt : floorOf(floors, box.role)
      return box.sizePt < least - 0.01 ? [`${nameOf(box)} is printed at ${round(box.sizePt)} pt (at least ${least})`] : []
    })
  },
}

function round(pt: number): number {
  return Math.round(pt * 10) / 10
}
