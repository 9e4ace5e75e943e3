/** How a stranger's SVG is refused: REPORT_FIGURE_SVG, with what it has and what may be there. */
import { PhdError } from '@phd/core'

export type Refuse = (received: string, expected: string) => never

export function refusal(what: string): Refuse {
  return (received, expected) => {
    throw new PhdError('REPORT_FIGURE_SVG', `${what} has ${received.slice(0, 120)}; it is not drawn.`, {
      expected,
      received: received.slice(0, 120),
      remedy: 'save it again as plain SVG, or as PNG',
    })
  }
}
