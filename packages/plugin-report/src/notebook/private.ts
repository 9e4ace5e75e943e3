/**
 * What in a notebook must not be passed on: personal data in outputs, secrets anywhere. Found by pattern; the finding
 * names place and kind, never the content. What is found is a warning of what may be there; nothing found is no proof.
 */
import type { Notebook, Output } from './read.js'
import { cellName } from './read.js'

export interface PrivateFinding {
  place: string
  kind: string
  count: number
}

const personal: Record<string, RegExp> = {
  'e-mail address': /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu,
  'user name': /(?<![\p{L}\p{N}_.@/])@[A-Za-z_][A-Za-z0-9_]{2,29}\b(?!\.)/gu,
  // Since 2010 Twitter's ids have 17 to 19 digits; nanosecond times have 19 and begin with 1 followed by 4 to 9.
  'id of a post': /(?<![\d.])\d{17,19}(?!\d|\.\d)/g,
  'telephone number': /(?<![\p{L}\p{N}.+-])(?:\+\d{1,3}[\s-]?(?:\(\d+\)[\s-]?)?\d{2,5}|0\d{3,4})[\s-]\d{3,4}[\s-]?\d{3,4}(?!\d|\.\d)/gu,
  'IP address': /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/g,
  'web address of a post': /https?:\/\/(?:www\.|mobile\.)?(?:twitter|x|facebook|instagram|mastodon|threads)\.[a-z]+\/\S+/gi,
}

const secret: Record<string, RegExp> = {
  'access key':
    /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bghp_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{22,}\b|\bhf_[A-Za-z0-9]{30,}\b|\bsk-[A-Za-z0-9_-]{20,}\b|\bxox[abpr]-[A-Za-z0-9-]{10,}/g,
  'private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/g,
  'bearer token': /\bbearer\s+[A-Za-z0-9._~+/-]{20,}=*/gi,
  'password in an address': /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"]+:[^\s/:@'"]{3,}@/gi,
  'password or token': /(?<![A-Za-z])(?:password|passwd|pwd|secret|token|api_?key|consumer_key|access_token)\w*\s*[:=]\s*(?:b|r|f)?['"][^'"\s]{8,}['"]/gi,
}

/** Columns that hold what people wrote or who they are, as pandas prints them. */
const personalColumn = /<th[^>]*>\s*(?:tweet|text|full_text|user(?:name|_id|_name)?|screen_name|author(?:_id)?|name|e-?mail|phone|address)\s*<\/th>/gi

/** Personal data and secrets in the outputs of the code cells. */
export function privateOutputs({ cells }: Notebook): PrivateFinding[] {
  return cells.flatMap((cell, i) => {
    const text = (cell.outputs ?? []).map(outputText).join('\n')
    return [
      ...found(text, `output of ${cellName(i)}`, { ...personal, ...secret }),
      ...found(text, `output of ${cellName(i)}`, { 'table column of posts or people': personalColumn }),
    ]
  })
}

/** Secrets in code and text, which stripping outputs does not take away. */
export function secretSources({ cells }: Notebook): PrivateFinding[] {
  return cells.flatMap((cell, i) => found(cell.source, cellName(i), secret))
}

function found(text: string, place: string, kinds: Record<string, RegExp>): PrivateFinding[] {
  return Object.entries(kinds).flatMap(([kind, pattern]) => {
    const count = [...text.matchAll(pattern)].length
    return count > 0 ? [{ place, kind, count }] : []
  })
}

/** All that a reader can read in an output; pictures in pixels are not looked at, text in SVG is. */
function outputText({ text = '', data = {}, traceback = [] }: Output): string {
  const shown = Object.entries(data).filter(([mime]) => !/^image\/(png|jpeg|gif)$|^application\/pdf$/.test(mime))
  const texts = shown.map(([, value]) => (typeof value === 'string' ? value : Array.isArray(value) ? value.join('') : JSON.stringify(value)))
  return [text, ...texts, traceback.join('\n')].join('\n')
}
