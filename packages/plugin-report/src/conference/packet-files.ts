/** Files of a folder and globs on them: `*`, `?`, `**`, `{a,b}`; capital letters or small ones are the same. */
import { readdirSync } from 'node:fs'

const deepest = 4
const most = 5000

/** Paths relative to the folder, with slashes, in order; links are not followed. Empty where there is no such folder. */
export function filesUnder(dir: string): string[] {
  const found: string[] = []
  const walk = (at: string, depth: number) => {
    for (const entry of entriesOf(at ? `${dir}/${at}` : dir)) {
      const path = at ? `${at}/${entry.name}` : entry.name
      if (found.length >= most) return
      if (entry.isFile()) found.push(path)
      else if (entry.isDirectory() && depth < deepest && !entry.name.startsWith('.') && entry.name !== 'node_modules') walk(path, depth + 1)
    }
  }
  walk('', 1)
  return found
}

export function matching(files: string[], glob: string): string[] {
  const pattern = globPattern(glob)
  return files.filter((file) => pattern.test(file))
}

/** The first name that a glob would find, for a person: `paper/paper.pdf`, `*letter*.pdf`. */
export function exampleOf(glob: string): string {
  let text = glob
  for (let i = 0; i < 8 && /\{[^{}]*\}/.test(text); i++) text = text.replace(/\{([^{},]*)[^{}]*\}/, '$1')
  return text.replaceAll('**/', '')
}

function globPattern(glob: string): RegExp {
  let [out, depth] = ['', 0]
  for (let i = 0; i < glob.length; i++) {
    const char = glob[i]
    if (glob.startsWith('**/', i)) {
      out += '(?:.*/)?'
      i += 2
    } else if (char === '*') out += '[^/]*'
    else if (char === '?') out += '[^/]'
    else if (char === '{' && glob.includes('}', i)) {
      out += '(?:'
      depth++
    } else if (char === '}' && depth > 0) {
      out += ')'
      depth--
    } else if (char === ',' && depth > 0) out += '|'
    else out += char.replace(/[.+^$()|[\]\\{}]/, '\\$&')
  }
  return new RegExp(`^${out}${')'.repeat(depth)}$`, 'i')
}

function entriesOf(dir: string) {
  try {
    return readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}
