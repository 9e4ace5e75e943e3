/** The page of one post, and the pictures that it shows, copied beside it: without metadata, SVG by the white list. */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, sep } from 'node:path'
import { PhdError } from '@phd/core'
import { safeSvg } from '../figures/safe-svg.js'
import { bareJpeg, barePng } from '../notebook/index.js'
import { cleanText, escapeMarkup } from '../text/index.js'
import { markdownToHtml } from './markdown.js'
import type { Post } from './posts.js'

export interface PostPage {
  post: Post
  /** The text alone, for the feed. */
  html: string
  body: string
  /** Relative to posts/. */
  files: { path: string; data: string | Uint8Array }[]
}

const mostBytes = 30_000_000

/** `runs` are those that have a page; others that the post names are not linked. */
export async function postPage(post: Post, runs: Set<string>): Promise<PostPage> {
  const files = new Map<string, string | Uint8Array>()
  const picture = (path: string) => {
    const name = `${post.slug}-${basename(path)}`
    if (!files.has(name)) files.set(name, readPicture(post.file, path))
    return encodeURIComponent(name)
  }
  const html = await markdownToHtml(cleanText(post.markdown), { file: post.file, picture })
  const tags = post.tags.map((tag) => `<span class="badge">${escapeMarkup(tag)}</span>`).join(' ')
  const linked = post.runs.filter((id) => runs.has(id)).map((id) => `<li><a href="../runs/${encodeURIComponent(id)}.html">${escapeMarkup(id)}</a></li>`)
  const list = linked.length ? `<h2>Runs</h2>\n<ul>${linked.join('')}</ul>\n` : ''
  const body = `<article>\n<h1>${escapeMarkup(post.title)}</h1>\n<p><time datetime="${post.date}">${post.date}</time> ${tags}</p>\n${html}\n</article>\n${list}`
  return { post, html, body, files: [...files].map(([path, data]) => ({ path, data })) }
}

function readPicture(post: string, path: string): string | Uint8Array {
  const folder = dirname(post)
  const refuse = (received: string) =>
    new PhdError('REPORT_POST', `${post} shows a picture that cannot be taken: ${path}.`, {
      expected: `a PNG, JPEG or SVG file in ${folder}, at most ${mostBytes / 1e6} MB`,
      received,
      remedy: 'put the picture beside the post',
    })
  let file: string
  try {
    file = realpathSync(join(folder, path))
  } catch {
    throw refuse('no such file')
  }
  if (!file.startsWith(realpathSync(folder) + sep)) throw refuse('a file outside the folder of posts')
  if (!statSync(file).isFile() || statSync(file).size > mostBytes) throw refuse('no file, or one that is too large')
  const data = readFileSync(file)
  if (extname(file).toLowerCase() === '.svg') return safeSvg(data.toString('utf8'), `The picture ${path}`)
  const bare = barePng(data) ?? bareJpeg(data)
  if (!bare) throw refuse('bytes that are neither PNG nor JPEG')
  return bare.data
}
