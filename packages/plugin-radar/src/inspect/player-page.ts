/** The page of the player. */
import { playerScript } from './player-script.js'

export interface PlayerData {
  title: string
  place: string
  units: string
  width: number
  height: number
  low: number
  high: number
  logarithmic: boolean
  /** Red, green, blue, alpha; index 0 is missing. */
  palette: number[][]
  /** Edges of the north-west pixel, and its size. */
  west: number
  north: number
  pixelX: number
  pixelY: number
  degrees: boolean
  /** ISO 8601, UTC. */
  times: string[]
  /** PNG in base64. */
  frames: string[]
}

const style = `
:root { color-scheme: light; font: 15px/1.45 system-ui, sans-serif; color: #1d2730; background: #f4f6f8; }
body { margin: 0 auto; max-width: 1100px; padding: 12px 16px; }
h1 { font-size: 18px; margin: 0; }
p { margin: 2px 0 8px; color: #4a5761; font-size: 13px; }
#map { display: block; width: 100%; max-height: 74vh; object-fit: contain; image-rendering: pixelated; border: 1px solid #5a6772;
  background: repeating-linear-gradient(45deg, #c9ced3 0 4px, #b8bec4 4px 8px); box-sizing: border-box; }
#frame { position: relative; margin: 0 auto; }
.row { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; margin: 10px 0; }
button, select { font: inherit; padding: 4px 12px; }
#at { flex: 1; min-width: 160px; }
#time { font-variant-numeric: tabular-nums; font-weight: 600; min-width: 12em; }
#bar { height: 14px; border: 1px solid #5a6772; }
#ticks { position: relative; height: 20px; font-size: 12px; }
#ticks span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
#ticks span:first-child { transform: none; }
#ticks span:last-child { transform: translateX(-100%); }
.legend { flex: 1; min-width: 260px; }
.swatch { display: inline-block; width: 28px; height: 14px; border: 1px solid #5a6772; vertical-align: -2px; margin-right: 4px; }
#missing { background: repeating-linear-gradient(45deg, #c9ced3 0 4px, #b8bec4 4px 8px); }
#value { font-variant-numeric: tabular-nums; min-height: 1.5em; font-size: 13px; }
`

/** How every player begins, so that it is known again. */
export const playerHead = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="phd radar inspect">`

/** One file, nothing loaded from anywhere. */
export function playerPage(data: PlayerData): string {
  const title = data.title.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const place = data.place.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  // A "<" could end the script element.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return `${playerHead}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
<p>${place}. North is up.</p>
<div id="frame"><canvas id="map" width="${data.width}" height="${data.height}" role="img" aria-label="${title.replaceAll('"', '&quot;')}"></canvas></div>
<div class="row">
<button id="play" type="button">Play</button>
<input id="at" type="range" min="0" max="${data.times.length - 1}" value="0" aria-label="Frame">
<span id="time" aria-live="off"></span>
<label>Frames a second <select id="speed"><option>2</option><option selected>5</option><option>10</option><option>25</option></select></label>
</div>
<div id="value">Point at the map for a value; arrow keys step, space plays.</div>
<div class="row">
<div class="legend"><div id="bar"></div><div id="ticks"></div></div>
<span><span class="swatch" id="missing"></span>missing</span>
</div>
<script type="application/json" id="data">${json}</script>
<script>${playerScript}</script>
</body>
</html>
`
}
