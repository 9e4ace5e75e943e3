/** What a venue wants to be handed in, what of it lies in the report's folder, and what is still missing. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isPreview } from '../paper/preview/mark.js'
import type { PacketItem, Venue } from '../venues/index.js'
import type { Deadline } from './deadline.js'
import { exampleOf, filesUnder, matching } from './packet-files.js'
import { mostBytes, pdfFacts } from './pdf-facts.js'

export interface PacketAnswer {
  id: string
  about: string
  required: boolean
  /** `there`; `wrong` where the file breaks a limit; `missing`; `by hand` where the profile names no file. */
  state: 'there' | 'wrong' | 'missing' | 'by hand'
  /** Relative to the folder. */
  file?: string
  /** For example `cv.pdf`. */
  wanted?: string
  pages?: number
  maxPages?: number
  words?: number
  maxWords?: number
  /** What is wrong, or could not be looked at. */
  notes: string[]
}

/** What `phd report paper` draws; the paper itself is compiled with the venue's author kit. */
const preview = 'paper-preview.pdf'

/** Each item of the packet, in the order of the profile. `dir` is the folder of the report. */
export async function packetOf(venue: Venue, dir: string): Promise<PacketAnswer[]> {
  const files = filesUnder(dir)
  const answers: PacketAnswer[] = []
  for (const item of venue.packet) answers.push(await look(item, dir, files))
  return answers
}

/** True where nothing that is required is missing or wrong. */
export function isComplete(items: PacketAnswer[]): boolean {
  return items.every(({ required, state }) => !required || state === 'there' || state === 'by hand')
}

/** Deadlines of the venue's conference and track; the newest year that is known. */
export function deadlinesFor({ conference, track }: Venue, deadlines: Deadline[]): Deadline[] {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')
  const own = deadlines.filter((it) => plain(it.conference) === plain(conference))
  const wanted = own.filter((it) => it.track === track || it.stage === track)
  const newest = Math.max(...wanted.map((it) => it.year))
  return wanted.filter((it) => it.year === newest).sort((a, b) => a.at - b.at)
}

function isPreviewFile(file: string): boolean {
  return /\.pdf$/i.test(file) && statSync(file).size <= mostBytes && isPreview(readFileSync(file))
}

async function look({ id, about, required, file: glob, maxPages, maxWords }: PacketItem, dir: string, files: string[]): Promise<PacketAnswer> {
  const answer: PacketAnswer = { id, about, required, state: 'by hand', notes: [] }
  if (maxPages !== undefined) answer.maxPages = maxPages
  if (maxWords !== undefined) answer.maxWords = maxWords
  if (glob === undefined) return answer
  answer.wanted = exampleOf(glob)
  const matched = matching(files, glob)
  const found = matched.filter((file) => !isPreviewFile(join(dir, file)))
  if (matched.length > 0 && found.length === 0) {
    const why = `${matched[0]} is the preview that phd report paper draws, whatever its name: compile paper/paper.tex with the author kit`
    return { ...answer, state: 'wrong', file: matched[0], notes: [why] }
  }
  if (found.length === 0) {
    const onlyPreview = files.includes(preview) && matching(['paper/paper.pdf', 'paper.pdf'], glob).length > 0
    return { ...answer, state: 'missing', notes: onlyPreview ? [`${preview} only shows the length: compile paper/paper.tex with the author kit`] : [] }
  }
  answer.state = 'there'
  answer.file = found[0]
  if (found.length > 1) answer.notes.push(`${found.length} files would do; looked at ${found[0]}, not at ${found.slice(1, 4).join(', ')}`)
  if (maxPages === undefined && maxWords === undefined && !/\.pdf$/i.test(found[0])) return answer
  const facts = await pdfFacts(join(dir, found[0]), maxWords !== undefined)
  Object.assign(answer, facts.pages === undefined ? {} : { pages: facts.pages }, facts.words === undefined ? {} : { words: facts.words })
  if (facts.note) answer.notes.push(facts.note)
  if (facts.broken) answer.state = 'wrong'
  if (maxPages !== undefined && facts.pages !== undefined && facts.pages > maxPages) wrong(`${facts.pages} pages, at most ${maxPages}`)
  if (maxWords !== undefined && facts.words !== undefined && facts.words > maxWords) wrong(`${facts.words} words, at most ${maxWords}`)
  return answer

  function wrong(note: string): void {
    answer.state = 'wrong'
    answer.notes.push(note)
  }
}
