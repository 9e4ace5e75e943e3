/** review.md: questions for writing up a conference while it is fresh. Never over a file that is there. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { PhdError } from '@phd/core'

export interface ReviewFacts {
  conference: string
  year?: number
  when: string
  place: string
  url: string
}

export function reviewText({ conference, year, when, place, url }: ReviewFacts): string {
  const title = [conference, year].filter(Boolean).join(' ')
  return `# ${title}: a review

- When: ${when || '…'}
- Where: ${place || '… (in person, online, hybrid)'}
- Site: ${url || '…'}
- I went as: … (talk, poster, consortium, visitor)

Write it within a week; after that the names are gone. Delete what does not apply.

## In three sentences

What was it about, what did I take home, would I go again?

## What I showed

- What I presented, to how many people, for how long:
- The questions that I was asked, word for word as far as I can:
- Those that I could not answer, and what the answer is:
- What I would change in the slides or the poster:

## What my mentor and others said

| who | what they said | what I do about it | by when |
|---|---|---|---|
| | | | |

## Talks and papers worth reading

| title, authors | one sentence | what it means for my thesis |
|---|---|---|
| | | |

## People

Whom I met, what they work on, and what I promised to send.

| who | works on | promised |
|---|---|---|
| | | |

## How it was run

- Times and time zones, rooms, tools; what changed at the last minute:
- What a beginner should know beforehand:
- Words that I had to look up:
- What it cost, and who paid:

## Next

- [ ] Write to the people above
- [ ] Put the questions into the backup slides
- [ ] Add next year's deadlines: \`phd conference add --name "${conference.replace(/["\\$`]/g, '')}" …\`
`
}

/** CONFERENCE_REVIEW_EXISTS where the file is there. */
export function writeReview(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  try {
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    if (!existsSync(file)) throw error
    throw new PhdError('CONFERENCE_REVIEW_EXISTS', `${file} is there already; it is not overwritten.`, { remedy: 'choose another with --out' })
  }
}
