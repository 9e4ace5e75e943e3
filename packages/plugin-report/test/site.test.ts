/** The site of a project: what is shown, what is left out, what a feed reader and a browser make of it. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { markdownToHtml } from '../lib/site/markdown.js'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { hasPython, output, python } from './fixtures/judge.js'
import { ids, makeRuns } from './fixtures/make-runs.js'
import { png } from './fixtures/png.js'

const post = (head: string, body = 'Text.') => `---\n${head}\n---\n${body}\n`

function project(): string {
  const folder = temporaryFolder()
  makeRuns(join(folder, 'runs'))
  mkdirSync(join(folder, 'posts'))
  writeFileSync(
    join(folder, 'posts', 'labels.md'),
    post(
      `title: The bug was in the labels & <b>nowhere</b>\ndate: 2026-11-20\ntags: [bug]\nruns: [${ids.train}]`,
      'It was **83 %**, and <script>alert(1)</script> is printed.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n![a red square](red.png)\n\n[code](https://example.org/code)',
    ),
  )
  writeFileSync(join(folder, 'posts', 'earlier.md'), post('title: Earlier\ndate: 2026-10-02'))
  writeFileSync(join(folder, 'posts', 'secret.md'), post('title: Quiet words\ndate: 2026-11-21\nprivate: true'))
  writeFileSync(join(folder, 'posts', 'red.png'), redPng)
  return folder
}

const redPng = png(1, 1, { tEXt: 'Author\0made at home' })

function everyFile(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    names.map(({ parentPath, name }) => [join(parentPath, name).slice(folder.length + 1), readFileSync(join(parentPath, name))]).sort() as [string, Buffer][],
  )
}

describe('phd report site', () => {
  it('shows runs and posts, leaves out what may show data, and writes the same bytes again', async () => {
    const folder = project()
    const args = ['report', 'site', '--title', 'Rain to water', '--author', 'Ada Lovelace', '--url', 'https://example.org/phd', '--json']
    const first = await phd(args, folder)
    expect(first.stderr).toBe('')
    const answer = JSON.parse(first.stdout)
    expect(answer).toMatchObject({ posts: 2, privatePosts: 1 })
    const files = everyFile(join(folder, 'site'))
    expect([...files.keys()].filter((name) => /^(index|feed|style|posts\/)/.test(name)).sort()).toEqual([
      'feed.xml',
      'index.html',
      'posts/earlier.html',
      'posts/labels-red.png',
      'posts/labels.html',
      'style.css',
    ])
    const all = [...files.values()].map(String).join('\n')
    expect(all).not.toMatch(/Quiet words|<script|made at home|<b>nowhere/)
    expect(all).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(String(files.get('posts/labels.html'))).toContain(`href="../runs/${ids.train}.html"`)
    const shapes = answer.left.map(({ why }: { why: string }) => why)
    expect(shapes).toContain('may show data: --share raster')
    expect(shapes.every((why: string) => /^(restricted|personal|may show data: --share (raster|images|topics|geo|embedding))$/.test(why))).toBe(true)
    await phd(args, folder)
    expect(everyFile(join(folder, 'site'))).toEqual(files)
  })

  it('is traced: each figure and table of a page to its run and result, a number to its value', async () => {
    const folder = project()
    await phd(['report', 'site'], folder)
    const trace = async (...args: string[]) => JSON.parse((await phd(['report', 'trace', ...args, '--json'], folder)).stdout)
    const whole = await trace('site')
    expect(whole.runs.map(({ id, state }: { id: string; state: string }) => [id, state])).toContainEqual([ids.train, 'same'])
    expect(whole.figures.length).toBeGreaterThan(5)
    expect(await trace('site/index.html')).toMatchObject({ figures: whole.figures })
    const page = await trace(`site/runs/${ids.train}.html`)
    expect(page.runs.map(({ id }: { id: string }) => id)).toEqual([ids.train])
    const shown = readFileSync(join(folder, 'site', 'runs', `${ids.train}.html`), 'utf8')
    for (const { name, result } of page.figures) {
      expect(name).toBe(`runs/${ids.train}.html#${result}`)
      expect(shown).toContain(`<h2 id="${result}">`)
    }
    expect((await trace('site', '--number', '0.612')).values[0]).toMatchObject({ result: 'scores', where: 'deeplabv3plus-small: IoU wet' })
    expect((await phd(['report', 'trace', 'site/posts/labels.html'], folder)).stdout).toContain('the numbers of a post were typed by its author')
    writeFileSync(join(folder, 'runs', ids.train, 'results', 'loss.json'), '{}')
    expect((await trace(`site/runs/${ids.train}.html`)).runs[0].state).toBe('changed')
  })

  it('leaves out and tells a result that cannot be read', async () => {
    const folder = project()
    writeFileSync(join(folder, 'runs', ids.train, 'results', 'iou.json'), '{"shape": "curves"')
    const { code, stdout } = await phd(['report', 'site', '--json'], folder)
    expect(code).toBe(0)
    expect(JSON.parse(stdout).left).toContainEqual({ run: ids.train, result: 'iou', why: expect.stringMatching(/^RESULT_/) })
  })

  it('takes a page away that is private by now', async () => {
    const folder = project()
    await phd(['report', 'site', '--private'], folder)
    expect(everyFile(join(folder, 'site')).has('posts/secret.html')).toBe(true)
    await phd(['report', 'site'], folder)
    expect(everyFile(join(folder, 'site')).has('posts/secret.html')).toBe(false)
  })

  it('tells neither host nor command line nor folders of a run', async () => {
    const folder = project()
    await phd(['report', 'site', '--private'], folder)
    const run = JSON.parse(readFileSync(join(folder, 'runs', ids.train, 'run.json'), 'utf8'))
    const html = String(everyFile(join(folder, 'site')).get(`runs/${ids.train}.html`))
    for (const secret of [run.host, run.argv.join(' '), run.cwd].filter(Boolean)) expect(html).not.toContain(secret)
  })

  it.each([
    ['no head', 'Just text.', 'no head'],
    ['no day', post('title: A\ndate: 2026-02-30'), 'date: there is no such day'],
    ['an unknown key', post('title: A\ndate: 2026-02-03\nmood: good'), 'mood'],
    ['a script behind a link', post('title: A\ndate: 2026-02-03', '[x](javascript:alert(1))'), 'javascript:alert(1)'],
    ['a picture from elsewhere', post('title: A\ndate: 2026-02-03', '![x](https://example.org/x.png)'), 'https://example.org/x.png'],
    ['a picture outside the folder', post('title: A\ndate: 2026-02-03', '![x](../runs.png)'), 'a file outside the folder of posts'],
    ['a picture without words', post('title: A\ndate: 2026-02-03', '![](red.png)'), '![](red.png)'],
    ['aliases that explode', post(`title: A\ndate: 2026-02-03\ntags: &a [x,x]\nruns: [${'*a,'.repeat(60)}]`), 'alias'],
  ])('refuses a post with %s, and writes nothing', async (_, text, received) => {
    const folder = project()
    writeFileSync(join(folder, 'runs.png'), redPng)
    writeFileSync(join(folder, 'posts', 'new.md'), text)
    const { code, stderr } = await phd(['report', 'site'], folder)
    expect(code).toBe(1)
    expect(stderr).toContain('REPORT_POST')
    expect(stderr).toContain('new.md')
    expect(stderr.toLowerCase()).toContain(received.toLowerCase())
    expect(readdirSync(folder)).not.toContain('site')
  })

  it('never writes into a folder that is no site', async () => {
    const folder = project()
    mkdirSync(join(folder, 'site'))
    writeFileSync(join(folder, 'site', 'thesis.tex'), 'mine')
    const { code, stderr } = await phd(['report', 'site'], folder)
    expect(code).toBe(2)
    expect(stderr).toContain('REPORT_SITE_FOLDER')
    expect(stderr).toContain('received: thesis.tex')
    symlinkSync(join(folder, 'posts'), join(folder, 'linked'))
    expect((await phd(['report', 'site', '--out', 'linked'], folder)).stderr).toContain('a link')
  })

  it.skipIf(!hasPython)('html5lib and feedparser read every page and the feed without complaint (need .oracle or PHD_ORACLE_PYTHON)', async () => {
    const folder = project()
    await phd(['report', 'site', '--url', 'https://example.org/phd/', '--title', 'Rain to water'], folder)
    const script = `
import sys, json, glob, html5lib, feedparser
bad = {}
for f in glob.glob(sys.argv[1] + '/**/*.html', recursive=True):
    p = html5lib.HTMLParser(strict=False); p.parse(open(f, 'rb').read())
    if p.errors: bad[f] = [e[1] for e in p.errors]
feed = feedparser.parse(open(sys.argv[1] + '/feed.xml', 'rb').read())
print(json.dumps({'bad': bad, 'bozo': bool(feed.bozo), 'version': feed.version, 'titles': [e.title for e in feed.entries],
  'links': [e.link for e in feed.entries], 'updated': feed.feed.updated, 'ids': len({e.id for e in feed.entries})}))`
    expect(JSON.parse(output(python, ['-c', script, join(folder, 'site')]))).toEqual({
      bad: {},
      bozo: false,
      version: 'atom10',
      titles: ['The bug was in the labels & <b>nowhere</b>', 'Earlier'],
      links: ['https://example.org/phd/posts/labels.html', 'https://example.org/phd/posts/earlier.html'],
      updated: '2026-11-20T00:00:00Z',
      ids: 2,
    })
  })
})

describe('formulas of a post', () => {
  const html = (markdown: string) => markdownToHtml(markdown, { file: 'a.md', picture: (path) => path })

  it.each([
    ['With $x_i^2 \\leq 3$ and $a_1 * b_1$.', '<p>With <em>x</em>ᵢ² ≤ 3 and <em>a</em>₁ * <em>b</em>₁.</p>'],
    ['**$\\mathbf{v}$**', '<p><strong><strong>v</strong></strong></p>'],
    ['In `$x^2$` as typed.', '<p>In <code>$x^2$</code> as typed.</p>'],
    ['It costs $5, then $10.', '<p>It costs $5, then $10.</p>'],
    ['As typed: $\\nabla <f>$', '<p>As typed: $\\nabla &lt;f&gt;$</p>'],
    ['{{A.metrics.iou}} and [@key]', '<p>{{A.metrics.iou}} and [@key]</p>'],
    ['[code](https://example.org/$a$)', '<p><a href="https://example.org/$a$">code</a></p>'],
  ])('%s', async (markdown, expected) => {
    expect((await html(markdown)).replaceAll('\u00a0', ' ')).toBe(expected)
  })

  it('does not shift the line of an error', async () => {
    await expect(html('$$a\n+ b$$\n\n[x](javascript:alert)')).rejects.toMatchObject({
      code: 'REPORT_POST',
      message: 'a.md:4 links to what a web page must not.',
    })
  })
})
