/** What a style sheet says, as far as rules ask: what it loads, and the declarations of a `style` attribute. */

/** Targets of `url()`, `src()`, `image-set()` and `@import`, as a browser reads them: comments out, escapes resolved. */
export function loadedByCss(css: string): string[] {
  if (!/url|@import|src|image-set|\\/i.test(css)) return []
  const plain = unescaped(withoutComments(css))
  const functions = [...plain.matchAll(/\b(?:url|src)\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s"']*))/gi)].map(([, a, b, c]) => a ?? b ?? c ?? '')
  const imports = [...plain.matchAll(/@import\s+(?:"([^"]*)"|'([^']*)')/gi)].map(([, a, b]) => a ?? b)
  const sets = [...plain.matchAll(/image-set\(([^)]{0,4000})\)/gi)].flatMap(([, list]) => [...list.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, a, b]) => a ?? b))
  return [...new Set([...functions, ...imports, ...sets])].filter(Boolean)
}

/** Of a `style` attribute; a later one counts. */
export function declarationsOf(style: string): Map<string, string> {
  return new Map(
    style.split(';').flatMap((part): [string, string][] => {
      const colon = part.indexOf(':')
      return colon < 0 ? [] : [[part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim()]]
    }),
  )
}

/** Of the first rule with this selector. */
export function ruleOf(css: string, selector: string): Map<string, string> {
  const at = `\n${css}`.replace(/\}\s*/g, '}\n').indexOf(`\n${selector}{`)
  const ruled = `\n${css}`.replace(/\}\s*/g, '}\n')
  return at < 0 ? new Map() : declarationsOf(ruled.slice(at + selector.length + 2, ruled.indexOf('}', at)))
}

function withoutComments(css: string): string {
  let plain = ''
  for (let at = 0; at < css.length; ) {
    const start = css.indexOf('/*', at)
    plain += css.slice(at, start < 0 ? undefined : start)
    const end = start < 0 ? -1 : css.indexOf('*/', start + 2)
    if (end < 0) break
    at = end + 2
  }
  return plain
}

function unescaped(css: string): string {
  if (!css.includes('\\')) return css
  return css.replace(/\\(?:([\da-f]{1,6})\s?|(.))/gi, (_, hex, char) => {
    const code = Number.parseInt(hex, 16)
    return hex ? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd') : char
  })
}
