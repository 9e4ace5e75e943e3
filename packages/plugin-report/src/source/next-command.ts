/** The command that builds a report again, as a shell takes it from the folder that one stands in. */
import { dirname, join, relative } from 'node:path'

/** `file` is the path of report.md; it goes without `--from` where the command looks by itself. */
export function nextCommand(command: string, file: string, folder = '.'): string {
  const near = relative(folder, file)
  if (near === 'report.md' || near === join('report', 'report.md')) return `phd report ${command}`
  return `phd report ${command} --from ${shellWord(dirname(near))}`
}

/** Quoted where a shell would take it apart. */
export function shellWord(word: string): string {
  return /^[\p{L}\p{N}._/:@%+=,-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
