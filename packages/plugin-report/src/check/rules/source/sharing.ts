import type { Rule } from '../../check.js'
import type { SourceUnderTest } from './input.js'

/** Counted or averaged over many: no single item can be seen in them. */
const aggregated = new Set(['curves', 'confusion', 'calibration'])

export const sharing: Rule<SourceUnderTest> = {
  id: 'data-licence',
  severity: 'error',
  about: 'Nothing is shown that the licence of its data keeps back, or that shows people or what they wrote.',
  remedy: 'take the figure out, draw an aggregate (counts, curves) in its place, or get the permission and set sharing: open in the experiment',
  find({ source: { figures } }) {
    return [...figures.values()].flatMap(({ name, source: { result } }) => {
      if (result.sharing === 'personal') return [`figure ${name} shows a result marked personal`]
      return result.sharing === 'restricted' && !aggregated.has(result.shape) ? [`figure ${name} shows a result marked restricted`] : []
    })
  },
}
