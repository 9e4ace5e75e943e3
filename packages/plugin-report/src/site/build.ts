/** All files of the site, in memory: nothing is written unless everything is right. */
import { isPhdError, listResults, type Result, type Run, readResult, type Store } from '@phd/core'
import { escapeMarkup } from '../text/index.js'
import { atom } from './feed.js'
import { page, styleSheet } from './page.js'
import { type PostPage, postPage } from './post-page.js'
import type { Post } from './posts.js'
import type { SharingChoices } from './public-run.js'
import { pageOfRun, siteRecord } from './record.js'
import { type RunPage, runPage } from './run-page.js'

export interface SiteSettings extends SharingChoices {
  title: string
  author: string
  /** With a slash at its end. */
  url?: string
  language: string
}

export interface BuiltSite {
  files: { path: string; data: string | Uint8Array }[]
  runs: number
  posts: number
  privatePosts: number
  left: { run: string; result: string; why: string }[]
}

export async function buildSite(store: Store, runs: Run[], posts: Post[], settings: SiteSettings): Promise<BuiltSite> {
  const shownPosts = posts.filter((post) => settings.private || !post.private)
  const runPages: { run: Run; page: RunPage }[] = []
  for (const run of runs) {
    const dir = store.dir(run.id)
    const { results, unread } = readAll(dir)
    const page = await runPage(run, dir, results, settings)
    runPages.push({ run, page: { ...page, left: [...page.left, ...unread] } })
  }
  const ids = new Set(runs.map(({ id }) => id))
  const postPages: PostPage[] = []
  for (const post of shownPosts) postPages.push(await postPage(post, ids))
  const frame = (title: string, root: string, body: string) => page({ site: settings.title, title, root, language: settings.language }, body)
  const entries = postPages.map(({ post: { title, date, slug, tags }, html }) => ({ title, date, slug, tags, html }))
  const files = [
    { path: 'index.html', data: frame(settings.title, '', indexBody(settings, postPages, runPages)) },
    { path: 'style.css', data: styleSheet },
    { path: 'feed.xml', data: atom({ title: settings.title, author: settings.author, url: settings.url, entries }) },
    ...postPages.flatMap(({ post, body, files }) => [
      { path: `posts/${post.slug}.html`, data: frame(post.title, '../', body) },
      ...files.map(({ path, data }) => ({ path: `posts/${path}`, data })),
    ]),
    ...runPages.flatMap(({ run, page: { id, body, files } }) => [
      { path: pageOfRun(id), data: frame(`${run.experiment} ${id}`, '../', body) },
      ...files.map(({ path, data }) => ({ path: `runs/${path}`, data })),
    ]),
  ]
  return {
    files: [...files, siteRecord(settings.title, runPages, files, (id) => store.dir(id))],
    runs: runs.length,
    posts: shownPosts.length,
    privatePosts: posts.length - shownPosts.length,
    left: runPages.flatMap(({ page: { id, left } }) => left.map((one) => ({ run: id, ...one }))),
  }
}

/** A result that cannot be read is left out and told: it hides no other. */
function readAll(dir: string): { results: Map<string, Result>; unread: RunPage['left'] } {
  const results = new Map<string, Result>()
  const unread: RunPage['left'] = []
  for (const name of listResults(dir)) {
    try {
      results.set(name, readResult(dir, name))
    } catch (error) {
      if (!isPhdError(error)) throw error
      unread.push({ result: name, why: `${error.code}: ${error.message}` })
    }
  }
  return { results, unread }
}

function indexBody({ title }: SiteSettings, posts: PostPage[], runs: { run: Run; page: RunPage }[]): string {
  const news = posts.map(
    ({ post }) =>
      `<li><a href="posts/${encodeURIComponent(post.slug)}.html">${escapeMarkup(post.title)}</a><br><time datetime="${post.date}">${post.date}</time></li>`,
  )
  const rows = runs.map(({ run }) => {
    const cells = [
      `<a href="runs/${encodeURIComponent(run.id)}.html">${escapeMarkup(run.id)}</a>`,
      escapeMarkup(run.experiment),
      run.started.slice(0, 10),
      String(run.seed),
    ]
    return `<tr>${cells.map((cell, c) => `<td${c === 3 ? ' class="right"' : ''}>${cell}</td>`).join('')}</tr>`
  })
  const table = `<div class="scroll"><table>\n<thead><tr><th>Run</th><th>Experiment</th><th>Day</th><th class="right">Seed</th></tr></thead>\n<tbody>${rows.join('\n')}</tbody>\n</table></div>`
  return `<h1>${escapeMarkup(title)}</h1>
${news.length ? `<h2>Progress</h2>\n<ul class="plain">${news.join('\n')}</ul>\n` : ''}${rows.length ? `<h2>Runs</h2>\n${table}` : ''}`
}
