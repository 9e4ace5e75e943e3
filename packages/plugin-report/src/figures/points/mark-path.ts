/** Marks that differ in shape, of about equal area; a circle of radius `r` is the first. */
import { fixed } from '../svg.js'

const corners: [number, number][][] = [
  [],
  [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  [
    [0, -1.35],
    [1.2, 0.9],
    [-1.2, 0.9],
  ],
  [
    [0, -1.35],
    [1.2, 0],
    [0, 1.35],
    [-1.2, 0],
  ],
  [
    [0, 1.35],
    [1.2, -0.9],
    [-1.2, -0.9],
  ],
  [
    [-1.4, -0.55],
    [1.4, -0.55],
    [1.4, 0.55],
    [-1.4, 0.55],
  ],
  [
    [-0.55, -1.4],
    [0.55, -1.4],
    [0.55, 1.4],
    [-0.55, 1.4],
  ],
]

export function markPath(group: number, x: number, y: number, r: number): string {
  const shape = corners[group % corners.length]
  if (shape.length === 0)
    return `M${fixed(x - r)} ${fixed(y)}a${fixed(r)} ${fixed(r)} 0 1 1 ${fixed(2 * r)} 0a${fixed(r)} ${fixed(r)} 0 1 1 ${fixed(-2 * r)} 0z`
  return `M${shape.map(([dx, dy]) => `${fixed(x + dx * r)} ${fixed(y + dy * r)}`).join('L')}z`
}
