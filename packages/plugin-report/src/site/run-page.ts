/** The page of one run: what was run, and the results that may be shown, as figures and tables. */
import type { Result, Run } from '@phd/core'
import { defaultKind, duration, figureKind, figureStyle, isTableKind, mayBeShown, type TableContent } from '../figures/index.js'
import { dataHash } from '../manifest/figures.js'
import { cleanText, escapeMarkup, loadFontMetrics } from '../text/index.js'
import { leftOut, publicRun, type SharingChoices } from './public-run.js'

export interface RunPage {
  id: string
  body: string
  /** Drawings beside the page: `20261124T221831-4klq/loss.svg`. */
  files: { path: string; data: string }[]
  left: { result: string; why: string }[]
  /** Drawn, or as a table; `sha256` is over its data. */
  shown: { result: string; alt: string; sha256: string }[]
}

const widthMm = 170
const fontPt = 10

export async function runPage(run: Run, runDir: string, results: Map<string, Result>, choices: SharingChoices): Promise<RunPage> {
  const shown = publicRun(run)
  const page: RunPage = { id: run.id, body: '', files: [], left: [], shown: [] }
  const parts: string[] = []
  for (const [name, result] of results) {
    const why = leftOut(result, choices)
    if (why) page.left.push({ result: name, why })
    else parts.push(await section(name, result, runDir, page))
  }
  const facts: [string, string][] = [
    ['Status', shown.status],
    ['Started', `${shown.started.slice(0, 16).replace('T', ' ')} UTC`],
    ...(shown.seconds === undefined ? [] : [['Time at work', duration(shown.seconds)] as [string, string]]),
    ['Seed', String(shown.seed)],
    ['Device', shown.device],
    ...(shown.commit ? [['Code', `${shown.commit}${shown.dirty ? ' with changes' : ''}`] as [string, string]] : []),
    [
      'Versions',
      Object.entries(shown.versions)
        .map(([key, value]) => `${key} ${value}`)
        .join(', '),
    ],
  ]
  const hidden =
    page.left.length > 0 ? `<p class="quiet">${page.left.length} ${page.left.length === 1 ? 'result is' : 'results are'} not shown here.</p>\n` : ''
  page.body = `<h1>${escapeMarkup(shown.experiment)}</h1>
<p class="quiet">Run ${escapeMarkup(shown.id)}</p>
${parts.join('')}${hidden}<h2>How it was run</h2>
${list(facts)}
<h2>Parameters</h2>
${shown.params.length ? list(shown.params) : '<p class="quiet">None.</p>'}`
  return page
}

async function section(name: string, result: Result, runDir: string, { id, files, shown }: RunPage): Promise<string> {
  const kindName = defaultKind(result)
  const heading = `<h2 id="${escapeMarkup(name)}">${escapeMarkup(result.title)}</h2>\n`
  const about = result.about ? `<p class="quiet">${escapeMarkup(cleanText(result.about))}</p>\n` : ''
  if (!kindName) return `${heading}${about}<p class="quiet">No figure draws a result of shape ${escapeMarkup(result.shape)}.</p>\n`
  const kind = figureKind(kindName, result)
  const source = { result, runDir }
  if (!mayBeShown(source)) return `${heading}${about}<p class="quiet">Not shown: nothing says that it may be.</p>\n`
  const alt = kind.alt(source, {})
  shown.push({ result: name, alt, sha256: dataHash(result) })
  if (isTableKind(kind)) return `${heading}${about}${table(kind.table(source, {}))}`
  const style = figureStyle(fontPt)
  const heightMm = kind.heights(source, widthMm, style, {}, await loadFontMetrics()).idealMm
  const { svg } = await kind.draw(source, { widthMm, heightMm }, style, {})
  files.push({ path: `${id}/${name}.svg`, data: svg })
  const caption = about ? `<figcaption>${escapeMarkup(cleanText(result.about ?? ''))}</figcaption>` : ''
  return `${heading}<figure><img src="${encodeURIComponent(id)}/${encodeURIComponent(name)}.svg" alt="${escapeMarkup(alt)}">${caption}</figure>\n`
}

function table({ columns, rows, note }: TableContent): string {
  const side = (c: number) => (columns[c].align === 'right' ? ' class="right"' : '')
  const head = columns.map(({ label }, c) => `<th${side(c)}>${escapeMarkup(label)}</th>`).join('')
  const body = rows.map(
    ({ cells, strong }) =>
      `<tr>${cells.map((text, c) => `<td${side(c)}>${strong ? `<strong>${escapeMarkup(text)}</strong>` : escapeMarkup(text)}</td>`).join('')}</tr>`,
  )
  return `<div class="scroll"><table>\n<thead><tr>${head}</tr></thead>\n<tbody>${body.join('\n')}</tbody>\n</table></div>\n${note ? `<p class="quiet">${escapeMarkup(note)}</p>\n` : ''}`
}

function list(entries: [string, string][]): string {
  return `<dl>${entries.map(([key, value]) => `<dt>${escapeMarkup(key)}</dt><dd>${escapeMarkup(value)}</dd>`).join('\n')}</dl>`
}
