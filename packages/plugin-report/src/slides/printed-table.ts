/** The time table as it stands on a terminal. */
import { formatTable } from '@phd/core/command'
import { clock, type TimeTable } from './time-table.js'

const mostCharacters = 60
const from = { author: '', notes: 'by its notes', share: 'by its share', usual: '', squeezed: 'shortened to fit' }

export function printedTable({ slides }: TimeTable): string {
  const columns = [
    { key: 'number', label: '#' },
    { key: 'start', label: 'from' },
    { key: 'budget', label: 'for' },
    { key: 'notes', label: 'notes' },
    { key: 'must', label: 'must' },
    { key: 'claim', label: 'slide' },
    { key: 'why', label: '' },
  ]
  const rows = slides.map(({ number, startSeconds, seconds, spokenSeconds, noteWords, must, claim, budgetFrom }) => ({
    number,
    start: clock(startSeconds).padStart(5),
    budget: clock(seconds).padStart(5),
    notes: noteWords ? clock(spokenSeconds).padStart(5) : '    –',
    must: must ? 'must' : '',
    claim: claim.length > mostCharacters ? `${claim.slice(0, mostCharacters - 1)}…` : claim,
    why: from[budgetFrom],
  }))
  return formatTable(columns, rows)
}
