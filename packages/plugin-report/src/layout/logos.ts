/** Logos beside each other, right-aligned, each on a plate of the colour that it is made for. */
import type { PosterLogo } from '../document/poster-document.js'
import type { Box } from './model.js'

export interface PlacedLogos {
  /** Where the leftmost begins. */
  leftMm: number
  heightMm: number
  /** Centred in `roomMm` below `topMm`. */
  place(topMm: number, roomMm: number): Box[]
}

/** At most `heightMm` tall and together `widthMm` wide, ending at `rightMm`. */
export function logosBeside(logos: PosterLogo[], rightMm: number, heightMm: number, widthMm: number, em: number): PlacedLogos {
  if (logos.length === 0) return { leftMm: rightMm, heightMm: 0, place: () => [] }
  const paddingMm = em * 0.35
  const gapMm = em * 0.4
  const innerMm = heightMm - 2 * paddingMm
  const natural = logos.map(({ aspect }) => Math.min(innerMm * aspect, innerMm * 3.5))
  const extrasMm = logos.length * 2 * paddingMm + (logos.length - 1) * gapMm
  const share = Math.min(1, (widthMm - extrasMm) / natural.reduce((sum, width) => sum + width, 0))
  const sizes = logos.map(({ aspect }, i) => ({ widthMm: natural[i] * share, heightMm: (natural[i] * share) / aspect }))
  const plates = sizes.map((size) => size.widthMm + 2 * paddingMm)
  const tallest = Math.max(...sizes.map((size) => size.heightMm)) + 2 * paddingMm
  const leftMm = rightMm - plates.reduce((sum, width) => sum + width, 0) - gapMm * (logos.length - 1)
  return {
    leftMm,
    heightMm: tallest,
    place(topMm, roomMm) {
      const yMm = topMm + Math.max(0, (roomMm - tallest) / 2)
      let xMm = leftMm
      return logos.flatMap(({ svg, alt, plate: colour }, i): Box[] => {
        const plate: Box = { kind: 'panel', xMm, yMm, widthMm: plates[i], heightMm: tallest, colour }
        const box: Box = {
          kind: 'image',
          name: `logo ${i + 1}`,
          svg,
          alt,
          xMm: xMm + paddingMm,
          yMm: yMm + (tallest - sizes[i].heightMm) / 2,
          ...sizes[i],
        }
        xMm += plates[i] + gapMm
        return [plate, box]
      })
    },
  }
}
