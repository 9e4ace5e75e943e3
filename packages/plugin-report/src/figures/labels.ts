/** Names that are too long for a legend or an axis: the middle goes, both ends stay. */

/** Vega looks words up in plain objects: one that is called "constructor" would find Object's, so a blank follows it. */
export function ownWord(word: string): string {
  return word in Object.prototype ? `${word}\u00a0` : word
}

const mostCharacters = 32

export function shortened(name: string, most = mostCharacters): string {
  const characters = [...name]
  if (characters.length <= most) return ownWord(name)
  const keep = most - 1
  return `${characters
    .slice(0, Math.ceil(keep * 0.6))
    .join('')
    .trimEnd()}…${characters
    .slice(-Math.floor(keep * 0.4))
    .join('')
    .trimStart()}`
}

/** Shortened so that they stay different; names that would become equal keep more of themselves. */
export function shortenedAll(names: string[], most = mostCharacters): Map<string, string> {
  for (let limit = most; ; limit *= 2) {
    const short = names.map((name) => shortened(name, limit))
    if (new Set(short).size === new Set(names).size || short.every((text, i) => text === names[i])) return new Map(names.map((name, i) => [name, short[i]]))
  }
}
