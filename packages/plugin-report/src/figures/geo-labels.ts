/** Where names of points go so that no name lies on another or on a point: right, left, above, below, or left out. */
import type { FontMetrics } from '../text/index.js'

export interface LabelledPoint {
  x: number
  y: number
  radius: number
  text: string
}

interface Box {
  x0: number
  y0: number
  x1: number
  y1: number
}

/** In and out in points, y downwards; out: the left end of the name at its middle height. Earlier points choose first. */
export function placeLabels(
  named: LabelledPoint[],
  points: LabelledPoint[],
  { fontPt, widthPt, heightPt }: { fontPt: number; widthPt: number; heightPt: number },
  metrics: FontMetrics,
): { x: number; y: number; text: string }[] {
  const taken: Box[] = []
  const labels: { x: number; y: number; text: string }[] = []
  for (const { x, y, radius, text } of named) {
    const width = metrics.widthEm(text) * fontPt
    const gap = radius + fontPt * 0.3
    const tries: [number, number][] = [
      [x + gap, y],
      [x - gap - width, y],
      [x - width / 2, y - gap - fontPt * 0.4],
      [x - width / 2, y + gap + fontPt * 0.4],
      [x + gap * 0.75, y - gap * 0.75 - fontPt * 0.3],
      [x + gap * 0.75, y + gap * 0.75 + fontPt * 0.3],
      [x - gap * 0.75 - width, y - gap * 0.75 - fontPt * 0.3],
      [x - gap * 0.75 - width, y + gap * 0.75 + fontPt * 0.3],
    ]
    const free = tries.find(([left, middle]) => {
      const box = { x0: left, y0: middle - fontPt * 0.55, x1: left + width, y1: middle + fontPt * 0.55 }
      const isInside = box.x0 >= 0 && box.x1 <= widthPt && box.y0 >= 0 && box.y1 <= heightPt
      return isInside && !taken.some((other) => overlap(box, other)) && !points.some((point) => covers(point, box))
    })
    if (!free) continue
    taken.push({ x0: free[0], y0: free[1] - fontPt * 0.55, x1: free[0] + width, y1: free[1] + fontPt * 0.55 })
    labels.push({ x: free[0], y: free[1], text })
  }
  return labels
}

function overlap(a: Box, b: Box): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

function covers({ x, y, radius }: LabelledPoint, box: Box): boolean {
  const [dx, dy] = [x - Math.min(box.x1, Math.max(box.x0, x)), y - Math.min(box.y1, Math.max(box.y0, y))]
  return dx * dx + dy * dy < radius * radius
}
