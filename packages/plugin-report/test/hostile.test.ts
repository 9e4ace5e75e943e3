/**
 * Hostile input, one page: what somebody may hand you (a report, a picture, a notebook, a deck, a calendar, a log of numbers), and
 * what each command makes of it. It is refused by a code or printed as text; nothing of it runs, no file outside is read or written, and
 * nothing is fetched.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readZip } from '../lib/zip/index.js'
import { root, temporaryFolder } from './fixtures/cli.js'
import { bomb, laughs, notebook, post, script, spec, svg } from './fixtures/hostile-parts.js'
import { everything, evil, makeEvilRuns } from './fixtures/hostile-runs.js'
import { hasProgram, output } from './fixtures/judge.js'
import { ids, makeRuns } from './fixtures/make-runs.js'
import { png } from './fixtures/png.js'
import { zipWith } from './fixtures/zip.js'

interface Attack {
  with: string
  args: string[]
  /** `->PATH` is a symbolic link. */
  files: Record<string, string | Buffer>
  /** The code of the error; without one the command succeeds, and its outputs hold the attack as text at most. */
  code?: string
}

const folder = temporaryFolder()
const runs = join(folder, 'runs')
/** Outside of every attack's folder; its word may be in no output. */
const secretFile = join(folder, 'secret.txt')
const secretWord = 'kept-outside-7f3a'
let server: Server
let address = ''
const asked: string[] = []

const settings = (more = '', figures = '') =>
  `title: T\nauthors: [A. B.]\nrunsFolder: ${JSON.stringify(runs)}\nruns: {A: ${ids.train}}\n${more}\nfigures:\n  iou: {run: A, result: iou, draw: curves}\n${figures}`
const words = (body: string) => `> IoU is {{A.metrics.iouWet | 2}}.\n\nAbstract.\n\n## Results\n\n${body}\n\n![](figure:iou)\n`
const report = (body: string, yaml = settings(), more: Attack['files'] = {}) => ({ 'report/report.md': words(body), 'report/report.yaml': yaml, ...more })
const logo = (file: string, data?: string | Buffer) =>
  report('A', settings(`logos: [{file: ${JSON.stringify(file)}, alt: L}]`), data ? { [`report/${file}`]: data } : {})
const entity = () => `<!DOCTYPE svg [<!ENTITY x SYSTEM "file://${secretFile}">]>`
const everythingInMarkdown = () =>
  everything()
    .replace(/[<\\{[\]#$]/g, '\\$&')
    .replace(/\\\{\\\{/g, '{ {')
const [poster, slides, paper, site] = [
  ['report', 'poster'],
  ['report', 'slides'],
  ['report', 'paper', '--draft'],
  ['report', 'site', '--runs', 'none'],
]
const figure = (...args: string[]) => ['report', 'figure', ...args]

const pages: Record<string, () => Attack[]> = {
  'a report.md': () => [
    { with: 'a script', args: poster, files: report(script), code: 'REPORT_SOURCE_INVALID' },
    { with: 'HTML in a sentence', args: slides, files: report('A <b onclick="x">b</b>'), code: 'REPORT_SOURCE_INVALID' },
    { with: 'a picture from a server', args: poster, files: report(`![x](${address}/a.png)`), code: 'REPORT_SOURCE_INVALID' },
    { with: 'a picture of another folder', args: poster, files: report('![x](../../secret.txt)'), code: 'REPORT_SOURCE_INVALID' },
    { with: 'a link that is code', args: slides, files: report('[x](javascript:alert)'), code: 'REPORT_SOURCE_INVALID' },
    { with: 'a reference that is code', args: poster, files: report('{{A.constructor.constructor("return 1")() | 2}}'), code: 'REPORT_REFERENCE' },
    { with: 'a reference to the prototype', args: poster, files: report('{{A.__proto__.x | 2}}'), code: 'REPORT_REFERENCE' },
    { with: 'TeX that reads a file', args: paper, files: report(`:::paper\n$\\input{${secretFile}}$\n:::`), code: 'REPORT_PAPER_TEX' },
    { with: 'TeX that is a program', args: paper, files: report('$\\def\\x{\\x}\\x$'), code: 'REPORT_PAPER_TEX' },
    { with: 'Typst in mathematics', args: paper, files: report(`$#read("${secretFile}")$`), code: 'REPORT_PAPER_TEX' },
  ],
  'a report.yaml': () => [
    { with: 'aliases that explode', args: poster, files: report('A', bomb), code: 'REPORT_SETTINGS_INVALID' },
    { with: 'brackets without end', args: poster, files: report('A', '['.repeat(100_000)), code: 'REPORT_SETTINGS_INVALID' },
    { with: 'a prototype', args: poster, files: report('A', settings('__proto__: {a: 1}')), code: 'REPORT_SETTINGS_INVALID' },
    {
      with: 'a link that is code',
      args: poster,
      files: report('A', settings('links: [{label: L, url: "javascript:alert(1)"}]')),
      code: 'REPORT_SETTINGS_INVALID',
    },
    { with: 'a bibliography elsewhere', args: paper, files: report('A', settings('paper: {bibliography: ../../secret.txt}')), code: 'REPORT_SETTINGS_INVALID' },
    { with: 'a run elsewhere', args: poster, files: report('A', settings().replace(ids.train, '../secret')), code: 'RUN_NOT_FOUND' },
    {
      with: 'a result elsewhere',
      args: poster,
      files: report('A', settings('', '  b: {run: A, result: ../../../secret, draw: curves}')),
      code: 'RESULT_MISSING',
    },
    {
      with: 'a TeX command in the .bib',
      args: paper,
      files: report('A [@k]', settings(), { 'report/refs.bib': '@book{k, author={A}, title={\\write18{id}}, year={2020}}' }),
      code: 'REPORT_PAPER_TEX',
    },
  ],
  'a logo': () => [
    { with: 'a script', args: poster, files: logo('l.svg', svg(script)), code: 'REPORT_LOGO' },
    { with: 'an event', args: poster, files: logo('l.svg', svg('<rect onload="alert(1)" width="5" height="5"/>')), code: 'REPORT_LOGO' },
    { with: 'an entity of a file', args: poster, files: logo('l.svg', svg('<text>&x;</text>', entity())), code: 'REPORT_LOGO' },
    { with: 'a billion laughs', args: poster, files: logo('l.svg', svg('<text>&a19;</text>', laughs)), code: 'REPORT_LOGO' },
    { with: 'a picture from a server', args: poster, files: logo('l.svg', svg(`<image href="${address}/a.png" width="5" height="5"/>`)), code: 'REPORT_LOGO' },
    { with: 'a picture of another folder', args: poster, files: logo('l.svg', svg('<image href="../secret.txt" width="5" height="5"/>')), code: 'REPORT_LOGO' },
    { with: 'a style sheet from a server', args: poster, files: logo('l.svg', svg(`<style>@import url(${address}/a.css)</style>`)), code: 'REPORT_LOGO' },
    {
      with: 'a fill from a server',
      args: poster,
      files: logo('l.svg', svg(`<rect style="fill:url(${address}/b.svg#c)" width="5" height="5"/>`)),
      code: 'REPORT_LOGO',
    },
    {
      with: 'a web page',
      args: poster,
      files: logo('l.svg', svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>')),
      code: 'REPORT_LOGO',
    },
    { with: '3.6 billion pixels', args: poster, files: logo('l.png', png(60_000, 60_000)), code: 'REPORT_LOGO' },
    { with: 'a link out', args: poster, files: logo('l.svg', `->${secretFile}`), code: 'REPORT_LOGO' },
    { with: 'a path out', args: poster, files: logo('../../secret.txt'), code: 'REPORT_SETTINGS_INVALID' },
    { with: 'an address', args: poster, files: logo(`${address}/l.svg`), code: 'REPORT_SETTINGS_INVALID' },
  ],
  'a figure': () => [
    {
      with: 'data from a server',
      args: figure('--from', 'a.vl.json'),
      files: { 'a.vl.json': spec({ data: { url: `${address}/a.csv` } }) },
      code: 'REPORT_FIGURE_SPEC',
    },
    {
      with: 'a picture from a server',
      args: figure('--from', 'a.vl.json'),
      files: { 'a.vl.json': spec({ mark: { type: 'image', url: address } }) },
      code: 'REPORT_FIGURE_SPEC',
    },
    {
      with: 'an expression',
      args: figure('--from', 'a.vl.json'),
      files: { 'a.vl.json': spec({ transform: [{ calculate: 'datum.constructor', as: 'b' }] }) },
      code: 'REPORT_FIGURE_SPEC',
    },
    {
      with: 'names that are markup and paths',
      args: figure('--csv', 'a.csv', '--all', '--format', 'svg'),
      files: { 'a.csv': `epoch,"${script}",../../../escape\n0,1,2\n1,2,3\n` },
    },
    {
      with: 'names of the prototype',
      args: figure('--data', 'a.json', '--all', '--format', 'svg'),
      files: { 'a.json': '{"__proto__":[1,2],"constructor":[2,1],"toString":[1,2]}' },
    },
    {
      with: 'an event file that says it is huge',
      args: figure('--data', 'events.out.tfevents.1'),
      files: { 'events.out.tfevents.1': Buffer.from('ffffffffffffff0f0000000000000000', 'hex') },
      code: 'REPORT_FIGURE_DATA',
    },
    { with: 'bytes', args: figure('--csv', 'a.csv'), files: { 'a.csv': Buffer.from([0, 255, 254, 10, 0, 1]) }, code: 'REPORT_FIGURE_DATA' },
  ],
  'a post': () => [
    { with: 'a link that is code', args: site, files: { 'posts/a.md': post('A [x](jav&#x61;script:alert(1)).') }, code: 'REPORT_POST' },
    {
      with: 'markup as text',
      args: [...site, '--title', script, '--author', script],
      files: { 'posts/a.md': post(`${script} <img src=x onerror=alert(1)>`, `tags: ["${script}"]\n`) },
    },
    { with: 'aliases that explode', args: site, files: { 'posts/a.md': post('A', `${bomb}\n`) }, code: 'REPORT_POST' },
    { with: 'a picture from a server', args: site, files: { 'posts/a.md': post(`![x](${address}/a.png)`) }, code: 'REPORT_POST' },
    { with: 'a picture of another folder', args: site, files: { 'posts/a.md': post('![x](../../secret.png)') }, code: 'REPORT_POST' },
    { with: 'a link out', args: site, files: { 'posts/a.md': post('![x](p.png)'), 'posts/p.png': `->${secretFile}` }, code: 'REPORT_POST' },
    { with: 'a picture with a script', args: site, files: { 'posts/a.md': post('![x](e.svg)'), 'posts/e.svg': svg(script) }, code: 'REPORT_FIGURE_SVG' },
    { with: 'an address that is code', args: [...site, '--url', 'javascript:alert(1)'], files: { 'posts/a.md': post('A') }, code: 'USAGE' },
  ],
  'a notebook': () => [
    {
      with: 'a script in a picture',
      args: ['report', 'notebook', 'a.ipynb'],
      files: { 'a.ipynb': notebook({ 'image/svg+xml': svg(script) }) },
      code: 'REPORT_FIGURE_SVG',
    },
    {
      with: 'an entity of a file',
      args: ['report', 'notebook', 'a.ipynb'],
      files: { 'a.ipynb': notebook({ 'image/svg+xml': svg('<text>&x;</text>', entity()) }) },
      code: 'REPORT_FIGURE_SVG',
    },
    {
      with: 'a web page as output',
      args: ['report', 'notebook', 'a.ipynb', '--write', 'b.ipynb'],
      files: { 'a.ipynb': notebook({ 'text/html': `${script}<img src="${address}/x">` }) },
    },
    {
      with: '3.6 billion pixels',
      args: ['report', 'notebook', 'a.ipynb'],
      files: { 'a.ipynb': notebook({ 'image/png': png(60_000, 60_000).toString('base64') }) },
      code: 'REPORT_NOTEBOOK_PICTURE',
    },
    {
      with: 'lists in lists without end',
      args: ['report', 'notebook', 'a.ipynb'],
      files: { 'a.ipynb': `${'['.repeat(50_000)}${']'.repeat(50_000)}` },
      code: 'REPORT_NOTEBOOK',
    },
  ],
  'a file to check': () => [
    {
      with: 'a path out of the ZIP',
      args: ['report', 'check', 'a.pptx'],
      files: { 'a.pptx': zipWith('../../escape.xml', Buffer.from('x')) },
      code: 'REPORT_FILE_REFUSED',
    },
    {
      with: 'a part that says it is 4 GB',
      args: ['report', 'check', 'a.pptx'],
      files: { 'a.pptx': zipWith('ppt/presentation.xml', Buffer.from('x'), 4e9) },
      code: 'REPORT_FILE_REFUSED',
    },
    {
      with: 'a part that hides 200 MB',
      args: ['report', 'check', 'a.pptx'],
      files: { 'a.pptx': zipWith('ppt/presentation.xml', deflateRawSync(Buffer.alloc(2e8)), 9, 8) },
      code: 'REPORT_FILE_REFUSED',
    },
    { with: 'an entity', args: ['report', 'check', 'a.svg'], files: { 'a.svg': svg('<text>&x;</text>', entity()) }, code: 'REPORT_XML' },
    { with: 'a script', args: ['report', 'check', 'a.svg', '--fix'], files: { 'a.svg': svg(script) }, code: 'active-content' },
  ],
  'a calendar': () => [
    { with: 'aliases that explode', args: ['conference', 'import', 'c.yaml'], files: { 'c.yaml': bomb }, code: 'CONFERENCE_CALENDAR' },
    { with: 'an address in place of a file', args: ['conference', 'import', `${address}/c.yaml`], files: {}, code: 'CONFERENCE_NO_CALENDAR' },
    {
      with: 'markup and links that are code',
      args: ['conference', 'import', 'c.yaml'],
      files: { 'c.yaml': `- title: "\\e[31m${script}"\n  year: 2027\n  id: a\n  deadline: 2027-01-01 12:00\n  timezone: UTC\n  link: "javascript:alert(1)"` },
    },
  ],
  'the posts': () => [{ with: 'a link out', args: site, files: { 'posts/a.md': `->${secretFile}` }, code: 'REPORT_POST' }],
  'a calendar for others': () => [
    {
      with: 'markup and line breaks',
      args: ['conference', 'ics', '--calendar', 'c.yaml'],
      files: {
        'c.yaml': `- title: "A${script}\\r\\nATTACH:file://${secretFile}"\n  year: 2027\n  id: a\n  deadline: 2027-01-01 12:00\n  timezone: UTC\n  link: "javascript:alert(1)"`,
      },
    },
  ],
  'a run': () => [
    {
      with: 'a picture of another folder',
      args: figure('--run', 'thief', '--runs', runs, '--result', 'pictures', '--consent', 'x'),
      files: {},
      code: 'RESULT_CORRUPT',
    },
    { with: 'names that are markup', args: figure('--run', evil, '--runs', runs, '--result', 'scores', '--kind', 'bars'), files: {} },
    {
      with: 'names that are markup in a table',
      args: figure('--run', evil, '--runs', runs, '--result', 'scores', '--kind', 'table', '--width', '200mm'),
      files: {},
    },
    { with: 'names that are markup on a site', args: ['report', 'site', '--run', evil, '--runs', runs], files: {} },
    { with: 'names that are markup in a draft', args: [...poster, '--run', evil, '--runs', runs], files: {} },
  ],
  'words that are markup of every language': () => {
    const yaml = () =>
      settings(`affiliation: ${JSON.stringify(everything().replace('{{', '{'))}\nlinks: [{label: L, url: "${address}/code"}]`).replace(
        'title: T',
        `title: ${JSON.stringify(script)}`,
      )
    const files = (body = everythingInMarkdown()) => report(body, yaml())
    return [
      { with: 'on a poster', args: poster, files: files() },
      { with: 'on slides', args: slides, files: files(`:::slide[A claim]\n- ${everythingInMarkdown()}\n:::`) },
      { with: 'in a paper', args: paper, files: files() },
    ]
  },
}

interface Answer {
  code: number
  stderr: string
  reached: string[]
}
const answers = new Map<string, Answer>()
const dirOf = (page: string, name: string) => join(folder, 'attacks', `${page} with ${name}`.replace(/\W+/g, '-'))

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(String(request.url))
    response.end('x')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  makeRuns(runs)
  makeEvilRuns(runs)
  writeFileSync(secretFile, secretWord)
  writeFileSync(join(folder, 'attacks-secret.txt'), secretWord)
  const all = Object.entries(pages).flatMap(([page, attacks]) => attacks().map((attack) => ({ page, ...attack })))
  for (const { page, with: name, files } of all) {
    const dir = dirOf(page, name)
    mkdirSync(dir, { recursive: true })
    for (const [file, data] of Object.entries(files)) {
      if (!resolve(dir, file).startsWith(dir)) continue
      mkdirSync(dirname(join(dir, file)), { recursive: true })
      if (String(data).startsWith('->')) symlinkSync(String(data).slice(2), join(dir, file))
      else writeFileSync(join(dir, file), data)
    }
  }
  const jobs = all.map(({ page, with: name, args }) => ({ args, cwd: dirOf(page, name) }))
  const stdout = await new Promise<string>((done, fail) => {
    const child = execFile(
      process.execPath,
      [fileURLToPath(new URL('fixtures/many-commands.js', import.meta.url)), root],
      { maxBuffer: 64 << 20, env: { ...process.env, NO_COLOR: '1', PHD_RUNS: undefined } },
      (error, out) => (error ? fail(error) : done(out)),
    )
    child.stdin?.end(JSON.stringify(jobs))
  })
  JSON.parse(stdout).forEach((answer: Answer, i: number) => {
    answers.set(dirOf(all[i].page, all[i].with), answer)
  })
}, 300_000)
afterAll(() => server.close())

/** Files that the command wrote: all but those of the attack. Parts of a PPTX count as files. */
function written(dir: string, files: Attack['files']): Map<string, string> {
  const found = new Map<string, string>()
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(dir.length + 1)
    if (!entry.isFile() || name in files) continue
    const data = readFileSync(path)
    found.set(name, data.toString('latin1'))
    if (name.endsWith('.pptx')) for (const part of readZip(data, name)) found.set(`${name}/${part.name}`, part.read().toString('latin1'))
    if (name.endsWith('.pdf') && hasProgram('pdftotext')) found.set(`${name} as text`, output('pdftotext', [path, '-']))
  }
  return found
}

const markup = /\.(html|svg|xml|rels|ics)$/

describe.each(Object.keys(pages))('%s', (page) => {
  // The names are needed before the server has an address.
  it.each(pages[page]().map(({ with: name }) => name))('with %s', (name) => {
    const attack = pages[page]().find((one) => one.with === name) as Attack
    const dir = dirOf(page, name)
    const answer = answers.get(dir) as Answer
    if (attack.code === 'active-content') expect([answer.code, answer.stderr]).toEqual([1, ''])
    else if (attack.code) expect(answer.stderr).toMatch(new RegExp(`^(?:[^\\n]+\\n)*?Error ${attack.code}: `))
    else expect(answer).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Error') })
    expect(answer.stderr).not.toContain('UNEXPECTED')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal would obey
    expect(answer.stderr).not.toMatch(/\u001b/)
    expect(answer.reached).toEqual([])
    for (const [file, text] of written(dir, attack.files)) {
      expect(text.includes(secretWord), `${file} holds a file from outside`).toBe(false)
      expect(/^ATTACH/m.test(text), `${file} attaches a file`).toBe(false)
      if (file.endsWith('.tex')) expect(text).not.toMatch(/\\(input|include|write|read|openin|def|catcode)(?![a-z])/)
      if (!markup.test(file)) continue
      expect(text.includes(script), `${file} holds a script`).toBe(false)
      expect(/<[^>]*\son\w+=/i.test(text.replace(/<(style|script)[\s\S]*?<\/\1>|"[^"]*"/g, '')), `${file} holds an event`).toBe(false)
      expect(/(href|src|url|Target)\s*=\s*["']?\s*javascript:/i.test(text), `${file} holds a link that is code`).toBe(false)
    }
  })
})

it('words that are markup are printed as they are', () => {
  const dir = dirOf('words that are markup of every language', 'on a poster')
  expect(readFileSync(join(dir, 'report', 'poster.html'), 'utf8')).toContain('&lt;img src=x onerror=alert(1)&gt;')
  if (hasProgram('pdftotext')) expect(output('pdftotext', [join(dir, 'report', 'poster.pdf'), '-'])).toMatch(/#eval\("1"\)/)
})

it('nothing is written outside of the attacks, and nothing was fetched', () => {
  expect(readdirSync(folder).sort()).toEqual(['attacks', 'attacks-secret.txt', 'runs', 'secret.txt'])
  expect(readdirSync(join(folder, 'attacks'))).toHaveLength(answers.size)
  expect(existsSync(join(folder, '..', 'escape.xml'))).toBe(false)
  expect(asked).toEqual([])
})
