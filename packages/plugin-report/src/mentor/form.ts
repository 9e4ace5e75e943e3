/**
 * The form that a mentor fills in: Markdown that any editor and any mail shows, read back by `phd report mentor-pack --read`.
 *
 * Reading forgives what mail does to text (quote marks, other line ends and bullets, crosses of all kinds) and refuses what
 * it cannot tell. Errors: REPORT_MENTOR_FORM.
 */
import { PhdError } from '@phd/core'
import { escapeMarkdown, unescapeMarkdown } from './markdown.js'
import type { MentorAnswers, MentorPack } from './model.js'

const marker = /phd mentor form ([0-9a-f]{16})/

export function formOf({ title, questions, slides, checklist, id }: MentorPack): string {
  const ticks = { yes: 'found: yes', no: 'found: no', you: 'for you to judge' }
  const parts = [
    `# Answers to: ${escapeMarkdown(title)}\n\n(phd mentor form ${id}; please leave this line and the headings.)`,
    'Your name:',
    ...questions.map((question, i) => `## Q${i + 1}. ${escapeMarkdown(question)}\n\nAnswer:\n`),
    `## Slides\n\nWrite behind the colon; leave out what you like.\n\n${slides
      .filter(({ hidden }) => !hidden)
      .map(({ number, claim }) => `- Slide ${number} (${escapeMarkdown(claim)}):`)
      .join('\n')}`,
    `## Check list\n\nPut an x between the brackets where you agree.\n\n${checklist
      .map((item) => `- [ ] ${item.text} {${item.id}} (${ticks[item.state]}${item.found ? `: ${escapeMarkdown(item.found)}` : ''})`)
      .join('\n')}`,
  ]
  return `${parts.join('\n\n')}\n`
}

export function readForm(text: string, file: string): MentorAnswers {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) =>
      line
        .replace(/\u00a0/g, ' ')
        .replace(/^(?:>\s?)+/, '')
        .trimEnd(),
    )
  const pack = marker.exec(lines.join('\n'))?.[1]
  if (pack === undefined) {
    throw new PhdError('REPORT_MENTOR_FORM', `${file} is no form of a mentor pack.`, {
      expected: 'the answers.md of a pack, with its line "phd mentor form …"',
      received: text.trim() === '' ? 'an empty file' : 'a text without that line',
      remedy: 'ask for the whole file, or write the answers into answers.md yourself',
      usage: true,
    })
  }
  const sections = sectionsOf(lines)
  const answers = sections.flatMap(({ heading, body }) => {
    const match = /^Q(\d+)\.\s*(.*)$/.exec(heading)
    return match
      ? [
          {
            number: Number(match[1]),
            question: unescapeMarkdown(match[2]),
            answer: body
              .join('\n')
              .replace(/^\s*Answer:[ \t]*/i, '')
              .trim(),
          },
        ]
      : []
  })
  const twice = answers.find(({ number }, i) => answers.findIndex((other) => other.number === number) !== i)
  if (twice) {
    throw new PhdError('REPORT_MENTOR_FORM', `${file} has two answers to question ${twice.number}.`, {
      expected: `one heading "## Q${twice.number}."`,
      remedy: 'make one answer of them',
    })
  }
  return {
    pack,
    mentor: /^Your name:[ \t]*(.*)$/im.exec(lines.join('\n'))?.[1].trim() ?? '',
    answers: answers.sort((a, b) => a.number - b.number),
    remarks: remarksIn(sections.find(({ heading }) => heading === 'Slides')?.body ?? []),
    checklist: sections.find(({ heading }) => heading === 'Check list')?.body.flatMap(tickIn) ?? [],
  }
}

function sectionsOf(lines: string[]): { heading: string; body: string[] }[] {
  const sections: { heading: string; body: string[] }[] = []
  for (const line of lines) {
    const heading = /^##\s+(.*?)\s*#*$/.exec(line)
    if (heading) sections.push({ heading: heading[1], body: [] })
    else sections.at(-1)?.body.push(line)
  }
  return sections
}

/** What stands behind the colon, and the lines below it up to the next slide. */
function remarksIn(body: string[]): MentorAnswers['remarks'] {
  const remarks: MentorAnswers['remarks'] = []
  let open: MentorAnswers['remarks'][number] | undefined
  for (const line of body) {
    const slide = /^\s*[-*•–]?\s*Slide (\d+) \(((?:\\.|[^\\)])*)\):[ \t]*(.*)$/.exec(line)
    if (slide) {
      open = { slide: Number(slide[1]), claim: unescapeMarkdown(slide[2]), remark: slide[3] }
      remarks.push(open)
    } else if (open && line.trim() !== '') open.remark = `${open.remark} ${line.trim()}`.trim()
  }
  return remarks.filter(({ remark }) => remark !== '')
}

function tickIn(line: string): MentorAnswers['checklist'] {
  const match = /^\s*[-*•–]?\s*\[([^\]]*)\]\s*(.*?)\s*\{([a-z]+)\}/.exec(line)
  return match ? [{ id: match[3], text: match[2], ticked: match[1].trim() !== '' }] : []
}
