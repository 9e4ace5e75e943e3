/**
 * NAME.json beside a figure: what it shows in words, and what it was made of. Plain data, no dates: the same for the same input.
 */
import { createHash } from 'node:crypto'

export interface FigureRecord {
  name: string
  title: string
  /** Read aloud instead of the picture. */
  alt: string
  /** Printed below it; never the same words as `alt`. */
  caption: string
  kind: string
  result: string
  shape: string
  options: Record<string, unknown>
  medium: string
  widthMm: number
  heightMm: number
  fontPt: number
  dpi: number
  runs: { id: string; experiment: string; seed: number; sha256: string }[]
  /** Files that were drawn without a run. */
  data: { file: string; sha256: string }[]
  /** `shown: false` where it was left out on purpose. */
  stamp: { text: string; shown: boolean }
  footer: { text: string; shown: boolean }
  /** Why it may be shown, where somebody said so. */
  consent?: string
  sharing?: string
  /** Why no .vl.json lies beside it, where one would be expected. */
  withoutSpec?: string
  files: string[]
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

const mostNamed = 3

/** `run 20261102T081500-train 3f2a9c1b`: id and the beginning of the hash of each; many as one hash. */
export function footerText(runs: FigureRecord['runs'], data: FigureRecord['data']): string {
  const named = [...runs.map(({ id, sha256: hash }) => `${id} ${hash.slice(0, 8)}`), ...data.map(({ file, sha256: hash }) => `${file} ${hash.slice(0, 8)}`)]
  const noun = runs.length ? 'run' : 'data'
  if (named.length === 0) return ''
  if (named.length <= mostNamed) return `${noun}${named.length > 1 && runs.length ? 's' : ''} ${named.join(', ')}`
  const all = sha256([...runs, ...data].map((one) => one.sha256).join('\n'))
  return `${named.length} ${noun}s, first ${named[0]}, all ${all.slice(0, 8)}`
}
