/** `phd conference …` as a user runs it. */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesUnder, glossary, isComplete, matching, packetOf, termOf } from '../lib/conference/index.js'
import { previewMark } from '../lib/paper/preview/mark.js'
import { type PacketItem, parseVenue } from '../lib/venues/index.js'
import { phd, root, temporaryFolder } from './fixtures/cli.js'

const folder = temporaryFolder()
const shared = join(root, '..', 'shared', 'data', 'conference-deadlines')
const now = ['--now', '2026-11-26T12:00Z', '--tz', 'Europe/London']
const conference = (...args: string[]) => phd(['conference', ...args], folder)

/** A PDF of so many empty pages. */
function pdf(pages: number): string {
  const kids = Array.from({ length: pages }, (_, i) => `${3 + i} 0 R`).join(' ')
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`]
  for (let i = 0; i < pages; i++) objects.push('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>')
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const xref = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`
  return `${text}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
}

describe('phd conference', () => {
  it('without a calendar says how to begin, with exit code 1', async () => {
    const { code, stderr } = await conference('list')
    expect(code).toBe(1)
    expect(stderr).toContain('CONFERENCE_NO_CALENDAR')
    expect(stderr).toContain('phd conference add')
  })

  it('add makes the calendar, tells the three times and what is left', async () => {
    const { code, stdout } = await conference(
      'add',
      '--name',
      'AAAI',
      '--year',
      '2027',
      '--track',
      'dc',
      '--deadline',
      '2026-12-01 23:59',
      '--zone',
      'AoE',
      '--url',
      'https://aaai.org',
      ...now,
    )
    expect(code).toBe(0)
    expect(stdout).toBe(`AAAI 2027 is in conferences.yaml:
  the venue's time  Tue 1 Dec 2026 23:59 AoE
  yours             Wed 2 Dec 2026 11:59 Europe/London
  UTC               Wed 2 Dec 2026 11:59
  left              5 d 23 h
`)
  })

  it('add keeps comments, warns of a year that has passed, and answers as JSON', async () => {
    const file = join(folder, 'conferences.yaml')
    writeFileSync(file, `${readFileSync(file, 'utf8')}# told by Mary\n`)
    const { code, stdout } = await conference(
      'add',
      '--name',
      'EGU',
      '--year',
      '2026',
      '--stage',
      'abstract',
      '--deadline',
      '2026-01-15 13:00',
      '--zone',
      'Europe/Berlin',
      '--tag',
      'hydrology',
      '--json',
      ...now,
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'conferences.yaml',
      deadline: {
        conference: 'EGU',
        stage: 'abstract',
        utc: '2026-01-15T12:00:00Z',
        yours: { time: '2026-01-15 12:00:00', zone: 'Europe/London' },
        left: 'passed 315 d ago',
        tags: ['hydrology'],
      },
    })
    expect(readFileSync(file, 'utf8')).toContain('# told by Mary\n\n- title: EGU')
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it.each([
    ['PST', ['--deadline', '2026-12-01 23:59', '--zone', 'PST'], 'CONFERENCE_ZONE', 2],
    ['a time that clocks skip', ['--deadline', '2027-03-28 01:30', '--zone', 'Europe/London'], 'CONFERENCE_TIME_SKIPPED', 2],
    ['a track that is none', ['--deadline', '2027-03-28 12:30', '--zone', 'UTC', '--track', 'mian'], 'CONFERENCE_TRACK', 2],
    ['the same again', ['--deadline', '2026-12-02 23:59', '--zone', 'AoE', '--track', 'dc'], 'CONFERENCE_EXISTS', 1],
    ['a script for an address', ['--deadline', '2027-03-28 12:30', '--zone', 'UTC', '--url', 'javascript:alert(1)'], 'USAGE', 2],
  ])('add with %s is an error and writes nothing', async (_, args, name, exit) => {
    const before = readFileSync(join(folder, 'conferences.yaml'), 'utf8')
    const { code, stderr, stdout } = await conference('add', '--name', 'AAAI', '--year', '2027', ...args)
    expect(stderr).toContain(`Error ${name}`)
    expect(code).toBe(exit)
    expect(stdout).toBe('')
    expect(readFileSync(join(folder, 'conferences.yaml'), 'utf8')).toBe(before)
  })

  it('adds from several processes at once are all kept, through a link too', async () => {
    writeFileSync(join(folder, 'real.yaml'), '# mine\n')
    symlinkSync('real.yaml', join(folder, 'link.yaml'))
    const add = (n: number) =>
      conference('add', '--name', `C${n}`, '--year', '2027', '--deadline', '2026-12-01 23:59', '--zone', 'AoE', '--calendar', 'link.yaml')
    expect((await Promise.all([1, 2, 3, 4].map(add))).map(({ code }) => code)).toEqual([0, 0, 0, 0])
    const text = readFileSync(join(folder, 'real.yaml'), 'utf8')
    expect(text.startsWith('# mine\n')).toBe(true)
    expect(text.match(/title: C\d/g)?.sort()).toEqual(['title: C1', 'title: C2', 'title: C3', 'title: C4'])
    expect(lstatSync(join(folder, 'link.yaml')).isSymbolicLink()).toBe(true)
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock'))).toEqual([])
  })

  it('list shows what is ahead, next what is near, and both leave out what has passed', async () => {
    const { code, stdout } = await conference('list', ...now)
    expect(code).toBe(0)
    expect(stdout).toMatch(/AAAI 2027 +doctoral-consortium: submission +Tue 1 Dec 2026 23:59 AoE +Wed 2 Dec 11:59 +Wed 2 Dec 11:59 +5 d 23 h !/)
    expect(stdout).not.toContain('EGU')
    const all = JSON.parse((await conference('list', '--all', '--json', ...now)).stdout)
    expect(all.deadlines.map((it: { conference: string }) => it.conference)).toEqual(['EGU', 'AAAI'])
    const next = await conference('next', '--track', 'doctoral-consortium', ...now)
    expect(next.stdout).toContain('! One deadline within 14 days; AAAI 2027 in 5 d 23 h.')
    expect((await conference('next', '--tag', 'hydrology', ...now)).stdout).toBe('No deadline ahead.\n')
    expect((await conference('list', '--tag', 'hydrology', ...now)).stdout).toMatch(
      /^No deadline ahead\. --all shows those that have passed\.\nThe choice leaves out (one|\d+) ahead\.\n$/,
    )
  })

  it('show names the profiles; an unknown conference is named with the nearest', async () => {
    const { stdout } = await conference('show', 'aaai 2027', ...now)
    expect(stdout).toContain('AAAI 2027')
    expect(stdout).toContain('phd conference venues aaai-dc')
    const { code, stderr } = await conference('show', 'AAAL')
    expect(code).toBe(2)
    expect(stderr).toMatch(/CONFERENCE_UNKNOWN[\s\S]*perhaps AAAI/)
  })

  it('one deadline that cannot be read hides no other, and exits with 1', async () => {
    const file = join(folder, 'mixed.yaml')
    writeFileSync(
      file,
      '- title: A\n  year: 2027\n  deadlines:\n    - {type: paper, date: 2026-12-24 12:00, timezone: BST}\n    - {type: abstract, date: 2026-12-20 12:00, timezone: UTC}\n',
    )
    const { code, stdout, stderr } = await conference('next', '--calendar', file, '--json', ...now)
    expect(code).toBe(1)
    const answer = JSON.parse(stdout)
    expect(answer.deadlines).toHaveLength(1)
    expect(answer.problems).toMatchObject([{ line: 4, code: 'CONFERENCE_ZONE', received: 'BST', of: 'A 2027: paper' }])
    expect(stderr).toContain('mixed.yaml:4  A 2027: paper')
  })

  it('ics writes the same bytes each time', async () => {
    expect((await conference('ics')).stdout).toBe('2 deadlines in conferences.ics\n')
    const first = readFileSync(join(folder, 'conferences.ics'))
    await conference('ics')
    expect(readFileSync(join(folder, 'conferences.ics'))).toEqual(first)
    expect(first.toString()).toContain('DTSTART:20261202T115900Z')
  })

  it('import refuses all where one is uncertain, takes an answer, and records it', async () => {
    const theirs = join(folder, 'theirs.yml')
    writeFileSync(
      theirs,
      '- title: T\n  year: 2027\n  deadlines:\n    - {type: paper, date: "2026-12-24 12:00", timezone: PST}\n    - {type: abstract, date: "2026-12-20 12:00", timezone: AoE}\n',
    )
    const refused = await conference('import', theirs, '--calendar', 'imported.yaml')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/CONFERENCE_IMPORT: 1 of 2 deadlines[\s\S]*--zone PST=ZONE/)
    expect(existsSync(join(folder, 'imported.yaml'))).toBe(false)
    const dry = JSON.parse((await conference('import', theirs, '--calendar', 'imported.yaml', '--dry-run', '--json')).stdout)
    expect(dry).toMatchObject({ read: 1, added: 1, written: false, problems: [{ line: 4, received: 'PST' }] })
    expect((await conference('import', theirs, '--calendar', 'imported.yaml', '--zone', 'PST=UTC-8')).stdout).toContain('2 added')
    expect(readFileSync(join(folder, 'imported.yaml'), 'utf8')).toContain('timezone_was: PST')
    expect((await conference('import', theirs, '--calendar', 'imported.yaml', '--zone', 'AoE=UTC')).stderr).toContain('AoE is certain')
    expect((await conference('import', theirs, '--zone', 'PST=CST')).stderr).toContain('CONFERENCE_ZONE')
  })

  it.skipIf(!existsSync(shared))('import takes both public calendars (needs ../shared/data/conference-deadlines)', async () => {
    const args = ['import', join(shared, 'huggingface'), join(shared, 'paperswithcode-conferences.yml'), '--calendar', 'public.yaml', '--json']
    const { code, stdout } = await conference(...args, '--zone', 'PST=America/Los_Angeles', '--zone', 'PDT=UTC-7', '--zone', 'CET=UTC+1')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ files: 69, read: 473 + 10 + 169 + 70, added: 473 + 10 + 169 + 70, problems: [] })
  })

  it('glossary, review and venues', async () => {
    expect((await conference('glossary', 'plenary')).stdout).toContain('everybody goes')
    expect((await conference('glossary', 'planary')).stderr).toMatch(/CONFERENCE_TERM[\s\S]*plenary/)
    expect((await conference('review', 'AAAI 2027')).code).toBe(0)
    expect(readFileSync(join(folder, 'review.md'), 'utf8')).toMatch(/^# AAAI 2027: a review\n[\s\S]*https:\/\/aaai\.org/)
    const again = await conference('review', 'AAAI 2027')
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('CONFERENCE_REVIEW_EXISTS')])
    const { venues } = JSON.parse((await conference('venues', '--json')).stdout)
    expect(venues.length).toBeGreaterThanOrEqual(10)
    expect((await conference('venues', 'nordichi-dc', '--copy')).stdout).toContain('is yours to change')
    expect(parseVenue(readFileSync(join(folder, 'venues', 'nordichi-dc.yaml'), 'utf8'), 'nordichi-dc.yaml').talk).toEqual({
      talkMinutes: 20,
      questionMinutes: 20,
      maxSlides: 10,
    })
  })
})

describe('the glossary', () => {
  it('has each word once, and explains no word by itself', () => {
    const words = glossary.flatMap(({ term, also }) => [term, ...(also ?? [])]).map((word) => word.toLowerCase())
    expect(new Set(words).size).toBe(words.length)
    for (const { term, means } of glossary) expect(means.length, term).toBeGreaterThan(40)
  })

  it.each([
    'plenary',
    'workshop',
    'tutorial',
    'poster session',
    'doctoral consortium',
    'camera-ready',
    'Camera Ready',
    'rebuttal',
    'AoE',
    'oral',
    'spotlight',
    'proceedings',
    'chair',
    'area chair',
    'keynote',
    'demo',
    'demos',
    'BoF',
    'hybrid',
    'mentor',
  ])('knows %s', (word) => {
    expect(termOf(word).means).toBeTruthy()
  })
})

describe('the packet', () => {
  const dir = join(folder, 'report')
  const items: PacketItem[] = [
    { id: 'paper', about: 'Paper', required: true, file: '{paper/paper,paper}.pdf', maxPages: 2 },
    { id: 'cv', about: 'CV', required: true, file: '**/cv*.pdf', maxPages: 2 },
    { id: 'benefits', about: 'Benefits', required: true, file: '**/*benefit*.{md,txt}', maxWords: 5 },
    { id: 'letter', about: 'Letter', required: true, file: '**/*letter*.pdf' },
    { id: 'poster', about: 'Poster', required: false, file: 'poster.pdf' },
    { id: 'form', about: 'A form on the web', required: true },
  ]
  const venue = { ...parseVenue('{id: v, name: V, conference: V, track: main, year: 2027, about: A, packet: []}', 'v.yaml'), packet: items }

  it('says what is there, what breaks a limit, and what is missing', async () => {
    mkdirSync(join(dir, 'paper'), { recursive: true })
    mkdirSync(join(dir, 'packet', 'deep'), { recursive: true })
    writeFileSync(join(dir, 'paper', 'paper.pdf'), pdf(3))
    writeFileSync(join(dir, 'packet', 'deep', 'CV-Lovelace.PDF'), pdf(2))
    writeFileSync(join(dir, 'benefits.md'), 'I would learn how floods are predicted.\n')
    writeFileSync(join(dir, 'letter.pdf'), 'Dear chairs,')
    const found = await packetOf(venue, dir)
    expect(found.map(({ id, state, file, pages, words }) => ({ id, state, file, pages, words }))).toEqual([
      { id: 'paper', state: 'wrong', file: 'paper/paper.pdf', pages: 3 },
      { id: 'cv', state: 'there', file: 'packet/deep/CV-Lovelace.PDF', pages: 2 },
      { id: 'benefits', state: 'wrong', file: 'benefits.md', words: 7 },
      { id: 'letter', state: 'wrong', file: 'letter.pdf' },
      { id: 'poster', state: 'missing' },
      { id: 'form', state: 'by hand' },
    ])
    expect(found.flatMap(({ notes }) => notes)).toEqual(['3 pages, at most 2', '7 words, at most 5', 'no PDF, whatever its name says'])
    expect(isComplete(found)).toBe(false)
  })

  it('a preview is not the paper, and that is said', async () => {
    const draft = join(folder, 'draft')
    mkdirSync(draft)
    writeFileSync(join(draft, 'paper-preview.pdf'), pdf(2))
    const [paper, cv] = await packetOf(venue, draft)
    expect(paper).toMatchObject({ state: 'missing', notes: [expect.stringContaining('compile paper/paper.tex')] })
    expect(cv).toMatchObject({ state: 'missing', notes: [] })
  })

  it('a preview under another name is not the paper either', async () => {
    const renamed = join(folder, 'renamed')
    mkdirSync(join(renamed, 'paper'), { recursive: true })
    writeFileSync(join(renamed, 'paper.pdf'), `${pdf(2)}% ${previewMark}`)
    const [paper] = await packetOf(venue, renamed)
    expect(paper).toMatchObject({
      state: 'wrong',
      file: 'paper.pdf',
      notes: [expect.stringMatching(/^paper\.pdf is the preview .*: compile paper\/paper\.tex/)],
    })
    writeFileSync(join(renamed, 'paper', 'paper.pdf'), pdf(2))
    expect((await packetOf(venue, renamed))[0]).toMatchObject({ state: 'there', file: 'paper/paper.pdf', pages: 2, notes: [] })
  })

  it('is complete once all that is required is right; an optional item may be missing', async () => {
    writeFileSync(join(dir, 'paper', 'paper.pdf'), pdf(2))
    writeFileSync(join(dir, 'benefits.md'), 'I would learn.\n')
    writeFileSync(join(dir, 'letter.pdf'), pdf(1))
    const found = await packetOf(venue, dir)
    expect(found.map(({ state }) => state)).toEqual(['there', 'there', 'there', 'there', 'missing', 'by hand'])
    expect(isComplete(found)).toBe(true)
  })

  it.each([
    ['empty', '', 'the file is empty'],
    ['cut off', pdf(2).slice(0, 60), 'the PDF cannot be read'],
  ])('a PDF that is %s is wrong', async (_, text, note) => {
    writeFileSync(join(dir, 'letter.pdf'), text)
    const letter = (await packetOf(venue, dir)).find(({ id }) => id === 'letter')
    expect(letter?.state).toBe('wrong')
    expect(letter?.notes[0]).toContain(note)
  })

  it('globs match as a person means them', () => {
    const files = ['paper.pdf', 'paper/paper.pdf', 'paper/figures/a.pdf', 'a/b/cv.pdf', 'cv.txt', 'x+y (1).pdf']
    expect(matching(files, '*.pdf')).toEqual(['paper.pdf', 'x+y (1).pdf'])
    expect(matching(files, '**/*.pdf')).toHaveLength(5)
    expect(matching(files, '{paper/paper,paper}.pdf')).toEqual(['paper.pdf', 'paper/paper.pdf'])
    expect(matching(files, '**/cv.{pdf,txt}')).toEqual(['a/b/cv.pdf', 'cv.txt'])
    expect(matching(files, 'x+y (?).pdf')).toEqual(['x+y (1).pdf'])
    expect(matching(files, '{paper.pdf')).toEqual([])
    expect(filesUnder(join(folder, 'nowhere'))).toEqual([])
  })

  it('on the command line: 1 as long as something is missing, with deadlines and what is not verified', async () => {
    const { code, stdout } = await conference('packet', '--venue', 'aaai-dc', ...now)
    expect(code).toBe(1)
    expect(stdout).toContain('Still to do: ')
    expect(stdout).toMatch(/AAAI 2027 +doctoral-consortium: submission/)
    expect(stdout).toContain('Not verified')
    const ready = join(folder, 'ready')
    mkdirSync(ready)
    for (const name of ['paper.pdf', 'cv.pdf', 'letter.pdf']) writeFileSync(join(ready, name), pdf(2))
    writeFileSync(join(ready, 'cover-sheet.pdf'), pdf(1))
    writeFileSync(join(ready, 'benefits.txt'), 'Much.')
    writeFileSync(join(ready, 'report.yaml'), 'title: T\nvenue: aaai-dc\n')
    const done = await conference('packet', '--from', 'ready', '--json', ...now)
    expect(done.stderr).toBe('')
    expect(done.code).toBe(0)
    expect(JSON.parse(done.stdout)).toMatchObject({ venue: 'aaai-dc', complete: true, deadlines: [{ utc: '2026-12-02T11:59:00Z' }], mentors: { wanted: 5 } })
    expect(JSON.parse((await conference('packet', 'ready', '--json', ...now)).stdout)).toMatchObject({ dir: 'ready', complete: true })
    const two = await conference('packet', 'ready', '--from', 'report')
    expect([two.code, two.stderr]).toEqual([2, expect.stringContaining('one folder, as the argument or with --from')])
    writeFileSync(join(folder, 'ready', 'report.md'), '> A finding.\n')
    expect(JSON.parse((await conference('packet', '--from', 'ready/report.md', '--json', ...now)).stdout)).toMatchObject({ dir: 'ready', complete: true })
    const file = await conference('packet', 'ready/cv.pdf')
    expect([file.code, file.stderr]).toEqual([2, expect.stringMatching(/CONFERENCE_NO_REPORT: ready\/cv\.pdf is no folder\./)])
    const none = await conference('packet', '--venue', 'aaai-dc', '--from', 'nowhere')
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('CONFERENCE_NO_REPORT')])
  })
})
