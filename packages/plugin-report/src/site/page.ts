/** The frame of every page, and its style sheet. No script, nothing from elsewhere: the page's own policy forbids it. */
import { escapeMarkup } from '../text/index.js'

export interface Frame {
  site: string
  title: string
  /** Way to the site's root: empty or `../`. */
  root: string
  /** Language tag of the text. */
  language: string
}

export function page({ site, title, root, language }: Frame, body: string): string {
  const whole = title === site ? site : `${title} · ${site}`
  return `<!doctype html>
<html lang="${escapeMarkup(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; style-src 'self'">
<title>${escapeMarkup(whole)}</title>
<link rel="stylesheet" href="${root}style.css">
<link rel="alternate" type="application/atom+xml" title="${escapeMarkup(site)}" href="${root}feed.xml">
</head>
<body>
<header><a href="${root}index.html">${escapeMarkup(site)}</a><nav><a href="${root}feed.xml">Feed</a></nav></header>
<main>
${body}
</main>
</body>
</html>
`
}

/** The first line of the style sheet: by it a folder is known as a site. */
export const mark = '/* site of phd */'

export const styleSheet = `${mark}
:root { color-scheme: light dark; --ink: #1a2530; --quiet: #4d5a66; --rule: #cfd6dc; --page: #ffffff; --card: #f4f6f8; --link: #005a8e }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf1; --quiet: #a9b5bf; --rule: #3b4650; --page: #12181d; --card: #1c242b; --link: #7cc4f2 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 1.05rem/1.6 system-ui, "Segoe UI", Arial, sans-serif }
header { display: flex; justify-content: space-between; gap: 1rem; padding: 1rem max(1rem, calc(50% - 23rem)); border-bottom: 1px solid var(--rule) }
header a { color: inherit; text-decoration: none; font-weight: 600 }
main { max-width: 48rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 2rem; line-height: 1.2; margin: 1rem 0 .5rem }
h2 { font-size: 1.35rem; margin: 2.2rem 0 .6rem }
a { color: var(--link) }
.quiet, figcaption, time { color: var(--quiet); font-size: .93rem }
.badge { display: inline-block; border: 1px solid var(--rule); border-radius: .3rem; padding: 0 .4rem; font-size: .85rem; color: var(--quiet) }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .95rem }
th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--rule); vertical-align: top }
th.right, td.right { text-align: right; padding-right: .6rem }
th.center, td.center { text-align: center }
figure { margin: 1.5rem 0; background: #ffffff; border: 1px solid var(--rule); border-radius: .4rem; padding: .8rem }
figure figcaption { color: #4d5a66; margin-top: .5rem }
img { max-width: 100%; height: auto; display: block }
figure img { width: 100% }
pre { overflow-x: auto; background: var(--card); padding: .8rem; border-radius: .4rem }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--rule); color: var(--quiet) }
ul.plain { list-style: none; padding: 0 }
ul.plain li { padding: .5rem 0; border-bottom: 1px solid var(--rule) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem }
dt { color: var(--quiet) }
dd { margin: 0; overflow-wrap: anywhere }
`
