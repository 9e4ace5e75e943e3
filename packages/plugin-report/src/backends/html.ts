/**
 * Pages to one HTML file that needs nothing else: text that can be selected and is read in order, drawings inside, no script.
 *
 * Boxes stand where the layout put them, in millimetres times `--mm`, which is the window's width by the page's; print.css
 * sets it to 1 mm. A Content-Security-Policy forbids every request; a script is allowed by its hash alone.
 */
import { createHash } from 'node:crypto'
import { type Box, type LaidDocument, type LaidParagraph, type LayoutModel, ptToMm, type TableBox, type TextBox } from '../layout/index.js'
import type { FontMetrics } from '../text/index.js'
import type { Theme } from '../themes/index.js'
import { htmlFonts } from './html-fonts.js'
import { htmlPictures } from './html-pictures.js'
import { htmlStyle } from './html-style.js'
import { escapeHtml } from './html-text.js'
import type { Drawings } from './pictures.js'
import { lineRuns, type Run } from './runs.js'

export interface HtmlSettings {
  metrics: FontMetrics
  theme: Theme
  /** Trusted markup for the head: a `<style>` of one's own. */
  extraHead?: string
  /** Trusted markup behind the pages. */
  extraBody?: string
  /** One script, the only one that the file allows. */
  script?: string
}

export function renderHtml(document: LaidDocument, drawings: Drawings, settings: HtmlSettings): string {
  const { metrics, theme, extraHead = '', extraBody = '', script } = settings
  const pictures = htmlPictures(document, drawings)
  const [{ widthMm, heightMm }] = document.pages
  const pages = document.pages.map((page, i) => pageHtml(page, i, pictures.draw))
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="${escapeHtml(document.authors.join(', '))}">
<title>${escapeHtml(document.title)}</title>
<style>
${htmlFonts(metrics.fonts, [pictures.shared, ...pages, extraBody].join(''))}${htmlStyle({ widthMm, heightMm, theme, fonts: metrics.fonts })}
</style>
${extraHead}</head>
<body>
${pictures.shared}<main class="pages">
${pages.join('\n')}
</main>
${extraBody}${script === undefined ? '' : `<script>${script}</script>\n`}</body>
</html>
`
}

/** Nothing is fetched from anywhere. */
function policy(script: string | undefined): string {
  const allowed = script === undefined ? '' : `; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'${allowed}`
}

function pageHtml(page: LayoutModel, index: number, draw: DrawPicture): string {
  const notes = page.notes
    ? `\n<aside class="notes" hidden>${page.notes
        .split('\n')
        .map((line) => `<p>${escapeHtml(line)}</p>`)
        .join('')}</aside>`
    : ''
  const boxes = page.boxes.map((box) => boxHtml(box, draw))
  return `<section class="page" id="page-${index + 1}" aria-label="${escapeHtml(page.title)}"${page.hidden ? ' data-hidden' : ''}>\n${boxes.join('\n')}${notes}\n</section>`
}

type DrawPicture = ReturnType<typeof htmlPictures>['draw']

function boxHtml(box: Box, draw: DrawPicture): string {
  switch (box.kind) {
    case 'panel':
      return `<div class="box" aria-hidden="true" style="${placed(box)};background:${box.colour}"></div>`
    case 'picture':
    case 'image': {
      const drawn = draw(box)
      const href = box.kind === 'image' && box.href
      return `<div class="box" style="${placed(box)}">${href ? `<a href="${escapeHtml(href)}" rel="noreferrer">${drawn}</a>` : drawn}</div>`
    }
    case 'table':
      return tableHtml(box)
    default:
      return textHtml(box)
  }
}

function textHtml(box: TextBox): string {
  const tag = box.role === 'title' ? 'h1' : box.role === 'heading' ? 'h2' : 'div'
  const weight = box.weight === 'bold' ? ';font-weight:bold' : ''
  const align = box.align === 'left' ? '' : `;text-align:${box.align}`
  const style = `${placed(box)};font-size:${mm(box.sizePt * ptToMm)};color:${box.colour}${weight}${align}`
  const content = tag === 'div' ? paragraphsHtml(box.paragraphs) : box.paragraphs.map((p) => linesHtml(lineRuns(p))).join('<br>')
  return `<${tag} class="box ${box.role}" style="${style}">${content}</${tag}>`
}

function paragraphsHtml(paragraphs: LaidParagraph[]): string {
  let html = ''
  paragraphs.forEach((paragraph, i) => {
    const last = i === paragraphs.length - 1
    const after = last ? '' : `margin-bottom:${mm(paragraph.afterPt * ptToMm)}`
    const direction = paragraph.rightToLeft ? ' dir="rtl"' : ''
    const style = after ? ` style="${after}"` : ''
    const lines = linesHtml(lineRuns(paragraph))
    if (!paragraph.bullet) html += `<p${direction}${style}>${lines}</p>`
    else {
      if (!paragraphs[i - 1]?.bullet) html += '<ul>'
      html += `<li${direction}${style}>${lines}</li>`
      if (!paragraphs[i + 1]?.bullet) html += '</ul>'
    }
  })
  return html
}

function linesHtml(lines: Run[][]): string {
  return lines.map((line) => line.map(runHtml).join('')).join('<br>')
}

function runHtml({ text, bold, italic, code, href }: Run): string {
  let html = escapeHtml(text)
  if (code) html = `<code>${html}</code>`
  if (italic) html = `<em>${html}</em>`
  if (bold) html = `<strong>${html}</strong>`
  return href ? `<a href="${escapeHtml(href)}" rel="noreferrer">${html}</a>` : html
}

function tableHtml(box: TableBox): string {
  const columns = box.columnMm.map((width) => `<col style="width:${mm(width)}">`).join('')
  const row = ({ cells, strong, heightMm }: TableBox['rows'][number], isHead: boolean) => {
    const tag = isHead ? 'th scope="col"' : 'td'
    const content = cells.map((lines, c) => `<${tag} class="${box.aligns[c]}">${lines.map(escapeHtml).join('<br>')}</${tag.slice(0, 2)}>`)
    return `<tr${strong ? ' class="strong"' : ''} style="height:${mm(heightMm)}">${content.join('')}</tr>`
  }
  const style = `${placed(box)};font-size:${mm(box.sizePt * ptToMm)};color:${box.colour};--padding:${mm(box.paddingMm)};--rule:${box.rule}`
  const [head, ...body] = box.rows
  return `<table class="box" style="${style}" aria-label="${escapeHtml(box.figure.alt)}"><colgroup>${columns}</colgroup><thead>${row(head, true)}</thead><tbody>${body.map((r) => row(r, false)).join('')}</tbody></table>`
}

function placed({ xMm, yMm, widthMm, heightMm }: Box): string {
  return `left:${mm(xMm)};top:${mm(yMm)};width:${mm(widthMm)};height:${mm(heightMm)}`
}

/** A length in millimetres of the page. */
function mm(length: number): string {
  return `calc(${Math.round(length * 1000) / 1000} * var(--mm))`
}
