/** A draft as the text of report.md. */
import { secondsOf } from './budget.js'
import { type Draft, type DraftSection, type DraftSlide, roleOf } from './draft.js'
import { shown } from './figure.js'
import { holds, paragraphs } from './words.js'

export interface Page {
  finding: { sentence: string; condition?: string }
  abstract: string
  sections: DraftSection[]
  figures: Draft['figures']
  /** Names of figures that the poster has no room for. */
  offPoster: string[]
  talkMinutes: number
}

const introduction = `<!--
Edit this file and report.yaml, then build:  phd report poster, phd report slides, phd report paper   (each with --from this folder)

- {{A.metrics.iouWet | 3}} is a number of run A, looked up at each build. Type no number by hand.
- What stands in no fence is printed by each output that has no fence of its own in that section. An empty fence leaves it out.
- A paragraph that begins with TODO: is a question to you. It is never printed.
- A comment that begins with "holds:" is what the words before it hang on; where it fails, nothing is built. Change both together.
- [A] marks the run that a number is of. Figures are named in report.yaml. [@key] cites refs.bib.
-->`

export function toMarkdown({ finding, abstract, sections, figures, offPoster, talkMinutes }: Page): string {
  const seconds = secondsOf(sections, talkMinutes)
  const texts = sections.map((section) => sectionText(section, figures, offPoster, ({ weight }) => seconds(section.part, weight)))
  return `${[introduction, withCondition(`> ${finding.sentence}`, finding.condition), abstract, ...texts].filter(Boolean).join('\n\n')}\n`
}

function sectionText(section: DraftSection, figures: Draft['figures'], offPoster: string[], seconds: (slide: DraftSlide) => number): string {
  const { part, heading, condition, text, poster, paper, slides = [], wide } = section
  const posterFigures = (section.posterFigures ?? []).filter((name) => !offPoster.includes(name))
  const onPoster = paragraphs([poster ?? text, ...posterFigures.map((name) => shown(name, figures[name]?.short))])
  const onPaper = paragraphs([paper ?? text, ...(section.paperFigures ?? []).map((name) => shown(name))])
  const isShared = onPoster === onPaper
  return paragraphs([
    withCondition(`## ${heading} {role=${roleOf[part]}${wide ? ' wide' : ''}}`, condition),
    isShared && onPoster,
    !isShared && fence('poster', onPoster),
    !isShared && fence('paper', onPaper),
    ...slides.map((slide) => slideText(slide, seconds(slide))),
  ])
}

function slideText({ claim, condition, body, notes, must }: DraftSlide, seconds: number): string {
  return `${withCondition(`::::slide[${claim}]{seconds=${seconds}${must ? ' must' : ''}}`, condition)}\n${paragraphs([body, fence('notes', notes)])}\n::::`
}

function fence(name: string, text: string): string {
  return text === '' ? `:::${name}\n:::` : `:::${name}\n${text}\n:::`
}

/** In a line of its own. */
function withCondition(line: string, condition: string | undefined): string {
  return [line, holds(condition)].filter(Boolean).join('\n')
}
