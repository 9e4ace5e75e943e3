/** What every report has, whatever was run: related work, and questions to the mentors, which only the researcher can write. */
import type { Draft } from './draft.js'

export function commonSections(): Pick<Draft, 'title' | 'numbers' | 'figures' | 'sections'> {
  return {
    title: '',
    numbers: [],
    figures: {},
    sections: [
      {
        part: 'gap',
        heading: 'Related work and the gap',
        poster: '',
        paper: 'TODO: How is it done today, by whom, and where does it stop? Cite with [@key] from refs.bib. End with the sentence that says what is missing.',
        slides: [
          {
            claim: 'How it is done today, and what is missing',
            body: 'TODO: Two or three works of others, one line each, and the gap.',
            notes: 'TODO: Keep what others did apart from what you did.',
            weight: 1,
          },
        ],
      },
      {
        part: 'mentors',
        heading: 'Questions to the mentors',
        poster: '',
        paper: '',
        slides: [{ claim: 'Where I ask for your advice', body: 'TODO: Your own question.', notes: 'Ask one question, then wait.', weight: 1, must: true }],
      },
    ],
  }
}
