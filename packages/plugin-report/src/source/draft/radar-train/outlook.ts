/** What a training does not show, what comes next, what has to be said of its data, what to ask. */

import { enoughSeeds } from '../../provisional.js'
import { knowing } from '../baselines.js'
import type { DraftSection } from '../draft.js'
import { bullets, capital, held, paragraphs, plain, ref, spelled } from '../words.js'
import { allowsLeakage, comparison, type Facts, majority } from './facts.js'

export function limitsOf(facts: Facts): DraftSection {
  const { first, group, letter, wet, isSingle, isInvented } = facts
  const always = majority(facts)
  const better = knowing(first.run.result).filter(({ iouWet }) => wet.length > 0 && Math.max(...wet) < iouWet)
  const lines = [
    ...better.map(({ name, path }) => `${capital(plain(name))}, which sees earlier water, reaches an IoU of ${ref(letter, path, '3')}.`),
    allowsLeakage(facts) && 'Training and validation overlap, which was allowed by hand: the scores are too good.',
    isSingle && 'One seed: the spread is not known yet.',
    isInvented ? 'Rain is invented, water simulated: only the terrain was measured.' : 'The truth is simulated; observed floods have not been tested.',
    always && held(`Accuracy says little where ${always.share} of the cells are ${always.says}.`, always.condition),
  ]
  const short = lines.filter((line) => line !== false && line !== undefined && line !== '').slice(0, 3)
  return {
    part: 'limits',
    heading: 'Limits',
    poster: bullets(lines.slice(0, -1)),
    paper: paragraphs([bullets(lines), 'TODO: What was tried and did not work?']),
    slides: [
      {
        claim: better.length ? `${capital(plain(better[0].name))} still does better, because it sees earlier water` : 'What the numbers do not show yet',
        condition: better.length ? `${group.runs.map((loaded) => loaded.letter).join('+')}.metrics.iouWet < ${letter}.${better[0].path}` : undefined,
        body: bullets(short.map((line) => String(line).replace(/\.(?=$| <!--)/, ''))),
        notes: 'Say plainly what failed, and what you make of it. Somebody in the room has met the same.',
        weight: 1,
        must: true,
      },
    ],
  }
}

export function nextOf(facts: Facts): DraftSection {
  const { group, beats, best, wet, isInvented } = facts
  const lines = [
    group.seeds.length < enoughSeeds && `Repeat with at least ${spelled(enoughSeeds)} seeds and give the interval.`,
    !beats &&
      best !== undefined &&
      wet.length > 0 &&
      held(`Find out why ${plain(best.name)} is at least as good: more places to train on, more rain events.`, comparison(facts)),
    isInvented ? 'Train on rain that was measured, test on water that was observed.' : 'Test on water that was observed.',
  ]
  return {
    part: 'next',
    heading: 'Next steps',
    poster: bullets(lines),
    paper: paragraphs([bullets(lines), 'TODO: The timeline to the thesis: what is done by when.']),
    slides: [
      {
        claim: 'The plan to finish',
        body: paragraphs([bullets(lines.map((line) => (line || '').replace(/\.(?=$| <!--)/, ''))), 'TODO: Months beside each step.']),
        notes: 'Say which step decides the thesis, and what you do if it fails.',
        weight: 1,
      },
    ],
  }
}

export function ethicsOf({ isInvented }: Facts): DraftSection {
  return {
    part: 'ethics',
    heading: 'Ethics and data',
    poster: '',
    paper: paragraphs([
      isInvented
        ? 'The rain is synthetic; no measurement of a person or of a place where people live went into it.'
        : 'Rain and terrain hold nothing about persons.',
      'TODO: Licences of rain and terrain, where data and code can be had, and what harm a wrong map could do.',
    ]),
  }
}

export function mentorsOf({ isSingle, beats, isInvented }: Facts): DraftSection {
  return {
    part: 'mentors',
    heading: 'Questions to the mentors',
    poster: '',
    paper: '',
    slides: [
      {
        claim: 'Where I ask for your advice',
        body: paragraphs([
          bullets([
            isSingle ? 'How many seeds, and how many places, would convince you?' : 'Which comparison would convince you?',
            beats ? 'Which stronger baseline is missing?' : 'What would you try before a larger network?',
            isInvented && 'What does invented rain allow me to claim?',
          ]),
          'TODO: Your own question.',
        ]),
        notes: 'Ask one question, then wait.',
        weight: 1,
        must: true,
      },
    ],
  }
}
