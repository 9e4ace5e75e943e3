/**
 * An Atom feed of the posts (RFC 4287): whole texts, ids that stay the same when the site moves folder.
 *
 * Without an address of the site its links are relative, which readers of feeds seldom follow: give `--url`.
 */
import { createHash } from 'node:crypto'
import { escapeMarkup } from '../text/index.js'

export interface FeedEntry {
  title: string
  /** `2026-11-20`. */
  date: string
  slug: string
  html: string
  tags: string[]
}

export interface Feed {
  title: string
  author: string
  /** With a slash at its end; undefined where the site has no address yet. */
  url?: string
  /** Newest first. */
  entries: FeedEntry[]
}

/** Of a project without posts: the beginning of the calendar, so that the same project gives the same bytes. */
const never = '1970-01-01'

export function atom({ title, author, url = '', entries }: Feed): string {
  const moment = (day: string) => `${day}T00:00:00Z`
  const items = entries.map(
    ({ title: own, date, slug, html, tags }) => `<entry>
<title>${escapeMarkup(own)}</title>
<id>${idOf(url, title, slug)}</id>
<link rel="alternate" type="text/html" href="${escapeMarkup(url)}posts/${encodeURIComponent(slug)}.html"/>
<published>${moment(date)}</published>
<updated>${moment(date)}</updated>
${tags.map((tag) => `<category term="${escapeMarkup(tag)}"/>\n`).join('')}<content type="html">${escapeMarkup(absolute(html, url))}</content>
</entry>
`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>${escapeMarkup(title)}</title>
<id>${idOf(url, title, '')}</id>
<updated>${moment(entries[0]?.date ?? never)}</updated>
<author><name>${escapeMarkup(author || title)}</name></author>
<link rel="self" type="application/atom+xml" href="${escapeMarkup(url)}feed.xml"/>
<link rel="alternate" type="text/html" href="${escapeMarkup(url)}index.html"/>
${items.join('')}</feed>
`
}

/** A UUID from a hash (RFC 9562, version 8), so that no two posts share one and a post keeps its own. */
function idOf(url: string, title: string, slug: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([url || title, slug]))
    .digest('hex')
  const variant = ((Number.parseInt(hash[16], 16) & 3) | 8).toString(16)
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** A post's page lies in posts/, its pictures beside it; readers of the feed see neither. */
function absolute(html: string, url: string): string {
  return url ? html.replace(/(<img src="|<a href=")(?![a-z]+:|#|\/)/g, `$1${escapeMarkup(url)}posts/`) : html
}
