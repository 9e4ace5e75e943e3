/** The head of a PGM with its comments. */
export interface PgmHeader {
  width: number
  height: number
  largest: number
  /** `key value` of each comment; several of one key lie between semicolons. */
  comments: Map<string, string>
  /** First byte of the numbers. */
  start: number
}

const longest = 65536

/** A string says what is wrong. Netpbm: P5, then width, height and largest value between white space, then one white space. */
export function parsePgm(bytes: Uint8Array): PgmHeader | string {
  const text = Buffer.from(bytes.subarray(0, longest)).toString('latin1')
  if (!text.startsWith('P5')) return `"${text.slice(0, 2)}" at byte 0`
  const comments = new Map<string, string>()
  const numbers: number[] = []
  let at = 2
  while (numbers.length < 3) {
    const token = /\s*(?:#([^\n]*)\n|(\d{1,9})(?=\s)|())/y
    token.lastIndex = at
    const found = token.exec(text)
    if (!found || found[3] !== undefined) return `"${text.slice(at, at + 20).trim()}" at byte ${at}`
    at = token.lastIndex
    if (found[2] !== undefined) numbers.push(Number(found[2]))
    else {
      const [key, ...value] = found[1].trim().split(/\s+/)
      const before = comments.get(key)
      if (/\w/.test(key)) comments.set(key, before === undefined ? value.join(' ') : `${before}; ${value.join(' ')}`)
    }
  }
  const [width, height, largest] = numbers
  return { width, height, largest, comments, start: at + 1 }
}
