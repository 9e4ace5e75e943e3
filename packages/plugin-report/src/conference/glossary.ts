/** Words of conferences, for somebody who goes to the first one. */
import { PhdError } from '@phd/core'
import { nearestNames } from '../text/nearest.js'

export interface Term {
  term: string
  also?: string[]
  means: string
}

export const glossary: Term[] = [
  {
    term: 'abstract',
    means: 'A paragraph that says what a paper does and finds. Some venues want it a week before the paper; without it the paper is not taken.',
  },
  {
    term: 'AoE',
    also: ['anywhere on earth'],
    means:
      'A deadline holds until the day has ended everywhere: 23:59 in UTC-12. In London in winter that is 11:59 of the next day, in Berlin in summer 13:59. Aim for your own midnight all the same.',
  },
  {
    term: 'area chair',
    also: ['AC', 'meta-reviewer'],
    means: 'A senior researcher who looks after some papers: finds reviewers, reads what they say, and recommends to accept or reject.',
  },
  {
    term: 'author kit',
    also: ['template', 'style file'],
    means: 'Files of the venue that set the look of a paper: margins, fonts, headings. Changing them can get a paper rejected unread.',
  },
  {
    term: 'birds of a feather',
    also: ['BoF'],
    means: 'A loose meeting of people with one interest, often proposed on the spot. No talks are prepared; you may simply come and listen.',
  },
  {
    term: 'camera-ready',
    also: ['final version'],
    means: 'The last version of an accepted paper, as it is printed: names put back, reviews answered, format exact. It has a deadline of its own.',
  },
  {
    term: 'chair',
    means:
      'Whoever is responsible for something: the general chair for the conference, the programme chair for what is accepted, the session chair for the clock in your talk.',
  },
  {
    term: 'demo',
    also: ['demonstration'],
    means: 'You show something that runs, at a table, to people who pass by. Have a film of it ready for when the network fails.',
  },
  {
    term: 'desk rejection',
    means: 'Turned down by the chairs before any review: too long, not anonymous, wrong format, off topic. All of these can be checked beforehand.',
  },
  {
    term: 'doctoral consortium',
    also: ['DC', 'doctoral symposium', 'PhD forum'],
    means:
      'A day or two for doctoral students: you present your thesis in progress, and experienced researchers comment on the plan rather than on one result. One applies with a packet.',
  },
  {
    term: 'double-blind',
    also: ['anonymous review'],
    means: 'Authors do not know the reviewers, reviewers do not know the authors. Take names, grants and telling links out of paper, code and figures.',
  },
  {
    term: 'hybrid',
    means: 'Held in a room and online at once. Ask where you are expected to be, in which time zone, and whether your talk is recorded beforehand.',
  },
  {
    term: 'keynote',
    also: ['invited talk'],
    means: 'A long talk by somebody who was asked to give it, usually to everybody. Good for seeing what a field thinks is important.',
  },
  {
    term: 'main track',
    also: ['technical track', 'research track'],
    means: 'The full papers that a conference is known for, as against workshops, posters, demos and the doctoral consortium.',
  },
  {
    term: 'mentor',
    means:
      'At a consortium, the experienced researcher who is matched with you, reads your paper and slides, and talks with you. Sometimes you name and rank those you would like.',
  },
  { term: 'networking', means: 'Talking to people between the sessions. One sentence on what you work on and one question ready are enough to begin.' },
  { term: 'notification', means: 'The day on which you hear whether you are accepted. Often late, rarely early.' },
  {
    term: 'oral',
    also: ['talk', 'paper session'],
    means: 'A talk of usually 10 to 20 minutes with questions after it. At large conferences few papers get one, and it counts as a distinction.',
  },
  {
    term: 'packet',
    also: ['application'],
    means:
      'All that an application to a consortium asks for: summary, CV, letter of the advisor, statement of what you hope to gain. A letter takes others time: ask early.',
  },
  { term: 'page limit', means: 'How long a paper may be. Find out whether references and appendices count: calls differ.' },
  { term: 'panel', means: 'Several people on a stage discuss a question, then take questions from the room.' },
  { term: 'plenary', means: 'A session to which everybody goes: nothing else runs at the same time. Openings, keynotes and prizes are plenary.' },
  {
    term: 'poster session',
    also: ['poster'],
    means:
      'Many posters hang in a hall at once, and each author stands beside one for an hour or two. People stop, you explain in a minute, they ask. Expect to say it fifty times.',
  },
  { term: 'preprint', means: 'The paper put online by yourself, before or beside the venue. Look up whether the venue allows it while it is under review.' },
  {
    term: 'proceedings',
    means:
      'The published volume of the papers of a conference. What is in it counts as published; a paper in non-archival proceedings may be sent elsewhere later.',
  },
  {
    term: 'programme committee',
    also: ['PC', 'reviewers'],
    means: 'The people who review the submissions, on top of their own work. Write so that one of them understands you at the end of a long day.',
  },
  {
    term: 'rebuttal',
    also: ['author response'],
    means: 'A few days in which you may answer the reviews, briefly, before the decision. Answer what can be answered with a fact; thank for the rest.',
  },
  {
    term: 'registration',
    means: 'Signing up and paying. For an accepted paper at least one author must, often before the early deadline; consortia are sometimes free of charge.',
  },
  { term: 'session', means: 'A block of the programme with several talks on related subjects and one chair. Several run in parallel.' },
  { term: 'spotlight', also: ['lightning talk', 'poster spotlight'], means: 'One to five minutes on a stage to make people come to your poster.' },
  {
    term: 'student volunteer',
    also: ['SV'],
    means: 'You help at the doors and microphones, and the registration is free. There is a deadline for applying, too.',
  },
  { term: 'supplementary material', also: ['appendix'], means: 'Proofs, more results, code, films, beside the paper. Reviewers may look at it and need not.' },
  { term: 'track', means: 'A part of a conference with a call, deadlines and reviewers of its own: main, workshop, doctoral consortium, demo.' },
  { term: 'tutorial', means: 'A lesson of one to three hours on a method, for people who do not know it yet. Usually on the days before the main conference.' },
  {
    term: 'workshop',
    means:
      'A day or half a day on one narrow subject, beside a conference, with its own call and a later deadline. Smaller and kinder: a good place for a first paper.',
  },
]

/** The term, by its name or another name for it. CONFERENCE_TERM with the nearest where there is none. */
export function termOf(name: string): Term {
  const wanted = name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
  const names = (it: Term) => [it.term, ...(it.also ?? [])].map((word) => word.toLowerCase().replace(/-/g, ' '))
  const found = glossary.find((it) => names(it).some((word) => word === wanted || `${word}s` === wanted))
  if (found) return found
  const near = nearestNames(wanted, glossary.flatMap(names))
  throw new PhdError('CONFERENCE_TERM', `"${name}" is not in the glossary.`, {
    expected: near.length > 0 ? `perhaps ${near.join(', ')}` : 'a word that phd conference glossary lists',
    received: name,
    usage: true,
  })
}
