/** Text of a stranger's file in one line, without what a terminal or a calendar would obey. */
export function cleanLine(text: string, most = 300): string {
  const flat = text
    .replace(/<[^<>]{0,500}>/g, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat
}
