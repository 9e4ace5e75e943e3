/** Contrast of text in HTML, as far as inline styles say both colours and boxes say where they stand. */
import { formatHex, parse } from 'culori'
import type { Rule } from '../../check.js'
import { contrast } from '../../colour.js'
import { declarationsOf, ruleOf } from '../../read/css.js'
import type { HtmlElement, HtmlFile } from '../../read/html.js'
import { firstWords, ownText, withAncestors } from '../../read/html-text.js'
import { type HtmlUnderTest, nameOf } from './input.js'

/** As of layouts. */
const largeTextPt = 24
const [leastContrast, leastLarge] = [4.5, 3]
const mmPerPt = 25.4 / 72
const mostSiblings = 2000

export const lowContrast: Rule<HtmlUnderTest> = {
  id: 'contrast',
  severity: 'error',
  about: 'Text stands out from what is behind it (WCAG: 4.5, large text 3), where its style says both colours.',
  remedy: 'choose a darker or lighter colour in the theme',
  find({ file }) {
    const styles = new Map(file.elements.map((element) => [element, declarationsOf(element.attributes.get('style') ?? '')]))
    const page = pageColour(file)
    return file.elements.flatMap((element) => {
      const style = styles.get(element)
      if (!style?.has('color')) return []
      const words = firstWords(element)
      if (words === undefined) return []
      const [ink, paper] = [hexOf(style.get('color')), backgroundOf(element, styles, page)]
      if (!ink || !paper) return []
      const least = (sizePtOf(style) ?? 0) >= largeTextPt || /^h[12]$/.test(element.name) ? leastLarge : leastContrast
      const found = contrast(ink, paper)
      return found < least ? [`${nameOf(element, file)} "${words}" has a contrast of ${found.toFixed(1)} (at least ${least})`] : []
    })
  },
}

type Styles = Map<HtmlElement, Map<string, string>>

/** The nearest that is said: its own and those around it, boxes that lie behind, the page. Undefined where it cannot be told. */
function backgroundOf(element: HtmlElement, styles: Styles, page: string | undefined): string | undefined {
  for (const at of withAncestors(element)) {
    const own = declaredBackground(styles.get(at))
    if (own !== undefined) return hexOf(own)
    const behind = boxBehind(at, styles)
    if (behind !== undefined) return hexOf(behind)
  }
  return page
}

function declaredBackground(style: Map<string, string> | undefined): string | undefined {
  const said = style?.get('background-color') ?? style?.get('background')
  return said === undefined || /^(none|transparent|inherit)$/i.test(said) ? undefined : said
}

/** Background of the last box before it, in the same place of the page. */
function boxBehind(element: HtmlElement, styles: Styles): string | undefined {
  const own = boxOf(styles.get(element))
  if (!own || !element.parent || element.parent.children.length > mostSiblings) return undefined
  const [x, y] = [own.x + own.width / 2, own.y + own.height / 2]
  const siblings = element.parent.children.slice(0, element.parent.children.indexOf(element))
  return siblings
    .flatMap((sibling) => {
      const style = typeof sibling === 'string' ? undefined : styles.get(sibling)
      const [background, box] = [declaredBackground(style), boxOf(style)]
      return background && box && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height ? [background] : []
    })
    .at(-1)
}

function boxOf(style: Map<string, string> | undefined): { x: number; y: number; width: number; height: number } | undefined {
  const [x, y, width, height] = ['left', 'top', 'width', 'height'].map((key) => pageMm(style?.get(key)))
  return x === undefined || y === undefined || width === undefined || height === undefined ? undefined : { x, y, width, height }
}

/** `calc(12.5 * var(--mm))`. */
function pageMm(length = ''): number | undefined {
  const found = /^calc\((-?[\d.]+) \* var\(--mm\)\)$/.exec(length)
  return found ? Number(found[1]) : undefined
}

function sizePtOf(style: Map<string, string>): number | undefined {
  const size = style.get('font-size') ?? ''
  const mm = pageMm(size)
  if (mm !== undefined) return mm / mmPerPt
  const found = /^([\d.]+)(pt|px)$/.exec(size)
  return found ? Number(found[1]) * (found[2] === 'px' ? 0.75 : 1) : undefined
}

function pageColour({ elements }: HtmlFile): string | undefined {
  const sheet = elements
    .filter(({ name }) => name === 'style')
    .map(ownText)
    .join('\n')
  return hexOf(ruleOf(sheet, '.page').get('background'))
}

/** Opaque colours alone. */
function hexOf(colour: string | undefined): string | undefined {
  const parsed = colour === undefined ? undefined : parse(colour)
  return parsed && (parsed.alpha ?? 1) === 1 ? formatHex(parsed) : undefined
}
