/** A web address as a QR code: SVG of dark modules on white, with the quiet zone of four modules that ISO/IEC 18004 asks for. */
import { encode } from 'uqr'

const quietModules = 4

/** Error correction M: 15 % of it may be covered. */
export function qrCode(url: string): string {
  const { data, size } = encode(url, { ecc: 'M', border: quietModules })
  const path = data
    .map((row, y) =>
      darkRuns(row)
        .map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)
        .join(''),
    )
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#FFFFFF" d="M0 0h${size}v${size}H0z"/><path fill="#000000" d="${path}"/></svg>`
}

function darkRuns(row: boolean[]): [x: number, length: number][] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    const last = runs[runs.length - 1]
    if (!isDark) return
    if (last && last[0] + last[1] === x) last[1]++
    else runs.push([x, 1])
  })
  return runs
}
