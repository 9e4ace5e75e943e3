/**
 * The command blocks of the documentation, run as a reader would type them.
 *
 * Every ```sh block of a page runs, in order, beginning in a new folder, with `phd` on the path, the checkout at ~/phd and
 * plugins kept apart from the user's own. A block must succeed; one marked ```sh fails must not. A page that begins
 * with `<!-- long -->` or is the README runs only with PHD_DOCS=long; the README in a fresh clone. One that begins with
 * `<!-- data: NAME=SET … -->` finds the folders of the test data beside the checkout under these names.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { dataHome } from '../../packages/core/lib/index.js'
import { bin, root, temporary } from './phd.js'

const testData = join(root, '..', 'shared', 'data')

export interface Block {
  /** Line of the page where its commands begin. */
  line: number
  script: string
  fails: boolean
}

export interface Page {
  /** Path from the checkout's root. */
  file: string
  long: boolean
  /** Folders of ../shared/data by the names that the page knows them by. */
  data: Record<string, string>
  blocks: Block[]
}

/** README.md and every page under docs/ that has command blocks. */
export function pages(): Page[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name))
  const files = ['README.md', ...docs.filter((name) => name.endsWith('.md')).sort()]
  return files.map(page).filter(({ blocks }) => blocks.length > 0)
}

function page(file: string): Page {
  const text = readFileSync(join(root, file), 'utf8')
  const [, named = ''] = /^<!-- data: (.+) -->/.exec(text) ?? []
  const data = Object.fromEntries(named.split(' ').flatMap((pair) => (pair ? [pair.split('=') as [string, string]] : [])))
  return { file, long: file === 'README.md' || text.startsWith('<!-- long -->'), data, blocks: blocksOf(text) }
}

/** What is missing for the page's commands; undefined where nothing is. */
export function missingData({ data }: Page): string | undefined {
  const missing = Object.values(data).filter((set) => !existsSync(join(testData, set)))
  return missing.length === 0 ? undefined : missing.map((set) => `../shared/data/${set}`).join(', ')
}

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i++) {
    const fence = /^(\s*)```sh(\s+fails)?\s*$/.exec(lines[i])
    if (!fence) continue
    const first = i + 1
    while (i + 1 < lines.length && lines[i + 1].trim() !== '```') i++
    const script = lines.slice(first, i + 1).map((line) => line.slice(fence[1].length))
    blocks.push({ line: first + 1, script: script.join('\n'), fails: fence[2] !== undefined })
  }
  return blocks
}

/** A folder to run a page in, and what a reader's shell would know. */
export function desk({ file, data: sets }: Pick<Page, 'file' | 'data'>): { cwd: string; env: Record<string, string> } {
  const home = temporary()
  const tools = join(home, '.bin')
  mkdirSync(tools)
  writeFileSync(join(tools, 'phd'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`)
  chmodSync(join(tools, 'phd'), 0o755)
  symlinkSync(root, join(home, 'phd'))
  const data = join(home, '.local', 'share', 'phd')
  mkdirSync(data, { recursive: true })
  if (existsSync(join(dataHome(), 'runtime'))) symlinkSync(join(dataHome(), 'runtime'), join(data, 'runtime'))
  const cwd = join(home, file === 'README.md' ? 'clone' : 'work')
  if (file === 'README.md') execFileSync('git', ['clone', '--quiet', root, cwd])
  else mkdirSync(cwd)
  for (const [name, set] of Object.entries(sets)) symlinkSync(join(testData, set), join(cwd, name))
  const kept = ['LANG', 'TERM', 'CI', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'NODE_EXTRA_CA_CERTS']
  const passed = Object.entries(process.env).filter(([name]) => kept.includes(name) || /^(npm_config_|PIP_|SSL_)/i.test(name))
  const npmrc = join(process.env.HOME ?? '', '.npmrc')
  const own: Record<string, string> = { HOME: home, PATH: [tools, process.env.PATH].join(delimiter), NO_COLOR: '1' }
  if (existsSync(npmrc)) own.npm_config_userconfig = npmrc
  return { cwd, env: { ...(Object.fromEntries(passed) as Record<string, string>), ...own } }
}

export interface Ended {
  code: number | null
  output: string
  /** Where the reader is now. */
  cwd: string
}

/** Run one block with bash as a reader would, stopping at the first command that fails. */
export function runBlock(script: string, { cwd, env }: { cwd: string; env: Record<string, string> }): Promise<Ended> {
  const there = join(env.HOME, '.cwd')
  writeFileSync(there, cwd)
  const child = spawn('bash', ['-euo', 'pipefail', '-c', `${script}\npwd > "$HOME/.cwd"`], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      output += text
    })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output, cwd: readFileSync(there, 'utf8').trim() }))
  })
}
