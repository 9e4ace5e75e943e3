/** The style sheet of an HTML file: the page scaled to the window, and as large as it is when printed. */
import { bulletIndentEm, linePitch } from '../layout/index.js'
import { type FontSet, officeFamily, shippedFamily } from '../text/index.js'
import type { Theme } from '../themes/index.js'

export interface HtmlPage {
  widthMm: number
  heightMm: number
  theme: Theme
  fonts: FontSet
}

export function htmlStyle({ widthMm, heightMm, theme, fonts }: HtmlPage): string {
  const families = [...new Set([fonts.family, fonts.officeFamily, officeFamily, 'Liberation Sans', shippedFamily])].map(
    (name) => `'${name.replace(/[^\p{L}\p{N} _-]/gu, '')}'`,
  )
  return `html,body{margin:0;background:${theme.colours.page};font-family:${families.join(',')},sans-serif}
.pages{container-type:inline-size}
.page{--mm:calc(100cqw / ${widthMm});position:relative;overflow:hidden;width:calc(${widthMm} * var(--mm));height:calc(${heightMm} * var(--mm));background:${theme.colours.page};break-after:page}
.box{position:absolute;margin:0;white-space:pre;line-height:${linePitch};font-weight:normal}
.box p,.box ul,.box li{margin:0;padding:0}
.box ul{list-style:none}
.box li{position:relative;padding-left:${bulletIndentEm}em}
.box li::before{content:'•';position:absolute;left:0}
.box li[dir=rtl]{padding:0 ${bulletIndentEm}em 0 0}
.box li[dir=rtl]::before{left:auto;right:0}
.box a{color:inherit}
.box code{font:inherit}
.box svg{display:block;width:100%;height:100%}
table.box{border-collapse:collapse;table-layout:fixed}
table.box td,table.box th{padding:0 var(--padding);text-align:left;vertical-align:middle;font-weight:normal;border-bottom:1px solid var(--rule)}
table.box th{vertical-align:bottom;border-bottom-width:2px}
table.box .right{text-align:right}
table.box .strong td,table.box .strong th{font-weight:bold}
.shared{position:absolute;width:0;height:0;overflow:hidden}
@page{size:${widthMm}mm ${heightMm}mm;margin:0}
@media print{html,body{-webkit-print-color-adjust:exact;print-color-adjust:exact}.page{--mm:0.9999mm}.page:last-child{break-after:auto}}`
}
