/**
 * Markdown to HTML of a white list: what an author writes as HTML is printed as text, links lead to http, https, mailto or
 * within the site, pictures are files beside the post.
 */
import { PhdError } from '@phd/core'
import type { Nodes, Root, Table } from 'mdast'
import { type Protected, protect } from '../source/protect.js'
import { escapeMarkup } from '../text/index.js'
import { formulasToHtml, putBack } from './formulas.js'

export interface MarkdownSurroundings {
  /** The post's file, for errors. */
  file: string
  /** Answers the address at which the page finds a picture that stands beside the post. */
  picture(path: string): string
}

export async function markdownToHtml(markdown: string, surroundings: MarkdownSurroundings): Promise<string> {
  const { fromMarkdown, gfmTable, gfmTableFromMarkdown } = await import('../bundled/markdown.js')
  const { text, pieces, lineOf } = protect(markdown)
  const tree: Root = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] })
  putBack(tree, pieces)
  return html(tree, { ...surroundings, pieces, lineOf }).trim()
}

/** With the formulas that were taken out of the text. */
type Around = MarkdownSurroundings & Pick<Protected, 'pieces' | 'lineOf'>

function html(node: Nodes, around: Around): string {
  const inner = () => ('children' in node ? node.children.map((child) => html(child, around)).join('') : '')
  switch (node.type) {
    case 'text':
      return formulasToHtml(node.value, around.pieces, escapeMarkup)
    case 'html':
      return escapeMarkup(node.value)
    case 'paragraph':
      return `<p>${inner()}</p>\n`
    case 'heading':
      // The page has the post's title as h1.
      return `<h${Math.min(6, node.depth + 1)}>${inner()}</h${Math.min(6, node.depth + 1)}>\n`
    case 'emphasis':
      return `<em>${inner()}</em>`
    case 'strong':
      return `<strong>${inner()}</strong>`
    case 'inlineCode':
      return `<code>${escapeMarkup(node.value)}</code>`
    case 'code':
      return `<pre><code>${escapeMarkup(node.value)}</code></pre>\n`
    case 'break':
      return '<br>\n'
    case 'thematicBreak':
      return '<hr>\n'
    case 'blockquote':
      return `<blockquote>\n${inner()}</blockquote>\n`
    case 'list':
      return node.ordered ? `<ol${node.start && node.start !== 1 ? ` start="${node.start}"` : ''}>\n${inner()}</ol>\n` : `<ul>\n${inner()}</ul>\n`
    case 'listItem':
      return `<li>${node.children.map((child) => (child.type === 'paragraph' && !node.spread ? child.children.map((c) => html(c, around)).join('') : html(child, around))).join('')}</li>\n`
    case 'link':
      return `<a href="${escapeMarkup(link(node.url, lineIn(node, around), around.file))}">${inner()}</a>`
    case 'image':
      return picture(node.url, node.alt ?? '', lineIn(node, around), around)
    case 'table':
      return table(node, around)
    default:
      return inner()
  }
}

function lineIn({ position }: Nodes, { lineOf }: Around): number | undefined {
  return position && lineOf(position.start.line)
}

/** Refuses what a browser would run: `javascript:`, `data:`, and whatever else has a scheme. */
function link(url: string, line: number | undefined, file: string): string {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(url)?.[1].toLowerCase()
  if (scheme === undefined ? !url.startsWith('//') : ['http', 'https', 'mailto'].includes(scheme)) return url
  throw new PhdError('REPORT_POST', `${file}:${line ?? 1} links to what a web page must not.`, {
    expected: 'http:, https:, mailto:, or a path within the site',
    received: url.slice(0, 80),
    remedy: 'mend the link',
  })
}

function picture(url: string, alt: string, line: number | undefined, { file, picture: place }: MarkdownSurroundings): string {
  const refuse = (message: string, expected: string, received: string) =>
    new PhdError('REPORT_POST', `${file}:${line ?? 1} ${message}`, { expected, received, remedy: 'mend the picture' })
  if (alt.trim() === '') throw refuse('shows a picture without words for those who do not see it.', '![what is to be seen](picture.png)', `![](${url})`)
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url))
    throw refuse('shows a picture from elsewhere.', 'a file beside the post: nothing is fetched when the page is read', url.slice(0, 80))
  return `<img src="${escapeMarkup(place(decodeURI(url)))}" alt="${escapeMarkup(alt)}">`
}

function table({ children, align }: Table, around: Around): string {
  const rows = children.map((row, r) => {
    const tag = r === 0 ? 'th' : 'td'
    const cells = row.children.map((cell, c) => {
      const side = align?.[c] ? ` class="${align[c]}"` : ''
      return `<${tag}${side}>${cell.children.map((child) => html(child, around)).join('')}</${tag}>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<table>\n<thead>${rows[0] ?? ''}</thead>\n<tbody>${rows.slice(1).join('\n')}</tbody>\n</table>\n`
}
