/** What the group's own workshop asks for. What nobody wrote down stands under `unverified`. */
import type { Venue } from '@phd/plugin-report'

const venue: Venue = {
  id: 'group-workshop',
  name: 'Workshop of the group',
  conference: 'Workshop of the group',
  track: 'workshop',
  year: 2026,
  about: 'Each student shows a poster and talks for five minutes.',
  poster: { sizes: ['A1'], orientation: 'portrait' },
  talk: { talkMinutes: 5, questionMinutes: 5, maxSlides: 6 },
  packet: [
    { id: 'poster', about: 'The poster as PDF, to be printed by the group', required: true, file: 'poster.pdf', maxPages: 1 },
    { id: 'slides', about: 'The slides as PDF, in case the laptop fails', required: false, file: 'slides.pdf' },
  ],
  unverified: ['day and room'],
  sources: [{ url: 'https://example.org/group/workshop', seen: '2026-11-26', says: 'A1 portrait; five minutes each' }],
}

export default venue
