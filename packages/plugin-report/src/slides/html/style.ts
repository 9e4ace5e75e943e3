/** How the deck looks on a screen: one slide, the overview, the presenter's view. Printed, it is the pages alone. */
import type { Theme } from '../../themes/theme.js'

export function deckStyle(widthMm: number, heightMm: number, { colours }: Theme): string {
  const aspect = `${widthMm} / ${heightMm}`
  const fitting = `min(100vw, 100vh * ${widthMm} / ${heightMm})`
  return `<style>
#deck-presenter,#deck-help{display:none}
#deck-live{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
html:not(.deck) .page{outline:1px solid ${colours.rule}}
@media screen{
html.deck,html.deck body{height:100%;overflow:hidden;background:#000}
html.deck .pages{position:fixed;inset:0;margin:auto;width:${fitting};aspect-ratio:${aspect}}
html.deck .page{position:absolute;inset:0 auto auto 0;visibility:hidden}
html.deck .page.now{visibility:visible}
html.deck .page [data-goto]{cursor:pointer}
html.deck .page [data-goto]:hover{background:${colours.findingPanel}}
html.deck.black:not(.presenter) :is(.pages,.page.now){visibility:hidden}
html.deck.black.presenter .pages{outline:6px solid #c03030}
html.deck.overview,html.deck.overview body{height:auto;overflow:auto;background:#222}
html.deck.overview .pages{position:static;container-type:normal;width:auto;aspect-ratio:auto;display:grid;grid-template-columns:repeat(auto-fill,260px);justify-content:center;gap:14px;padding:14px}
html.deck.overview .page{--mm:calc(260px / ${widthMm});position:relative;visibility:visible;cursor:pointer;border-radius:3px}
html.deck.overview .page.now{outline:4px solid ${colours.accent}}
html.deck.overview .page[data-hidden]{opacity:.75}
html.deck #deck-help:not([hidden]){display:block;position:fixed;inset:auto auto 16px 16px;padding:14px 18px;background:rgba(20,24,28,.94);color:#fff;border-radius:6px;font:15px/1.6 sans-serif}
#deck-help kbd{display:inline-block;min-width:5.5em;font:inherit;font-weight:bold}
html.presenter{background:#16191d;color:#f0f2f4}
html.presenter.deck body{background:#16191d;color:#f0f2f4}
html.presenter.deck #deck-presenter{display:grid;position:fixed;inset:0;grid-template:auto minmax(0,1fr) / 62% minmax(0,1fr);grid-template-areas:'bar bar' 'left right';gap:12px;padding:12px;box-sizing:border-box;font-family:Arial,'Liberation Sans',Arimo,sans-serif}
html.presenter.deck:not(.overview) .pages{inset:76px auto auto 12px;margin:0;width:min(62vw - 24px,(100vh - 100px) * ${widthMm} / ${heightMm})}
#deck-presenter{pointer-events:none}
#deck-bar,#deck-side{pointer-events:auto}
#deck-bar{grid-area:bar;display:flex;gap:clamp(8px,2vw,26px);align-items:center;height:52px;font-size:20px;white-space:nowrap}
@media (max-width:1150px){#deck-bar{font-size:15px}#deck-bar #deck-elapsed{font-size:26px}#deck-bar #deck-left{font-size:22px}#deck-bar button{padding:8px}}
#deck-pace{display:flex;gap:14px;align-items:baseline;padding:4px 14px;border-radius:6px;background:#26313a}
#deck-pace[data-tone=soon]{background:#7a5200}
#deck-pace[data-tone=late]{background:#9b1c1c}
#deck-elapsed{font-size:34px;font-variant-numeric:tabular-nums}
#deck-left{font-size:28px;font-variant-numeric:tabular-nums}
#deck-bar button{font:inherit;font-size:16px;padding:8px 14px;border:1px solid #66727d;border-radius:5px;background:#26313a;color:inherit;min-height:40px}
#deck-side{grid-area:right;display:grid;grid-template-rows:auto minmax(0,1fr);gap:12px;min-height:0}
#deck-next{container-type:inline-size;position:relative;width:100%;aspect-ratio:${aspect};background:#000;color:#f0f2f4}
#deck-next .page{position:static;visibility:visible}
#deck-notes{overflow:auto;font-size:22px;line-height:1.4;background:#1f242a;padding:4px 16px;border-radius:6px}
#deck-notes p{margin:.5em 0}
}
@media print{#deck-live,#deck-help,#deck-presenter{display:none}}
</style>
`
}
