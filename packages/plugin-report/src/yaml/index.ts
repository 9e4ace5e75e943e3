/** A YAML file of a person, read with care: what is too large, explodes, is no YAML or holds a key twice is an error that names the line. */
import { readFileSync, statSync } from 'node:fs'
import { PhdError } from '@phd/core'
import { type Document, LineCounter, type ParsedNode, parseDocument, visit, type YAMLMap } from '../bundled/yaml.js'

export interface YamlFile {
  file: string
  document: Document.Parsed
  text: string
  /** Every map in it, in the order of the text. */
  maps: YAMLMap[]
  /** The file's content as plain data; undefined where it is empty. */
  value: unknown
  /** Line, from 1, of a node. */
  lineOf(node: unknown): number
}

export interface YamlErrors {
  /** Code of everything that is wrong with the content. */
  invalid: string
  /** Code where there is no such file. */
  missing: string
  expected: string
}

const mostBytes = 2_000_000
const deepest = 40

export function readYamlFile(file: string, errors: YamlErrors): YamlFile {
  let text: string
  try {
    const { size } = statSync(file)
    if (size > mostBytes) throw invalid(file, errors, `${Math.round(size / 1e5) / 10} MB; at most ${mostBytes / 1e6} MB are read`, 'is this the right file?')
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if (cause instanceof PhdError) throw cause
    const code = (cause as NodeJS.ErrnoException).code
    throw new PhdError(errors.missing, `${file} cannot be read.`, {
      expected: errors.expected,
      received: code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : String(code),
    })
  }
  return parseYaml(text, file, errors)
}

export function parseYaml(text: string, file: string, errors: YamlErrors): YamlFile {
  const deep = depth(text)
  if (deep > deepest) throw invalid(file, errors, `brackets or dashes nested ${deep} deep; at most ${deepest}`)
  try {
    const counter = new LineCounter()
    const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error' })
    const lineOf = (node: unknown) => {
      const start = (node as ParsedNode | null | undefined)?.range?.[0]
      return start === undefined ? 1 : counter.linePos(start).line
    }
    const error = document.errors[0]
    if (error) throw invalid(file, errors, `line ${counter.linePos(error.pos[0]).line}: ${told(error.message)}`, 'mend that line')
    const maps: YAMLMap[] = []
    visit(document, {
      Map: (_, node) => {
        maps.push(node)
      },
      Alias: (_, node) => {
        throw invalid(file, errors, `line ${lineOf(node)}: an alias (*${node.source})`, 'write the value out')
      },
    })
    return { file, text, document, maps, value: document.toJS({ maxAliasCount: 0 }) ?? undefined, lineOf }
  } catch (cause) {
    if (cause instanceof PhdError) throw cause
    throw invalid(file, errors, String((cause as Error).message).split('\n')[0])
  }
}

function invalid(file: string, errors: YamlErrors, received: string, remedy = 'mend the file'): PhdError {
  return new PhdError(errors.invalid, `${file} cannot be read as YAML.`, { expected: errors.expected, received, remedy })
}

function told(message: string): string {
  return message.split('\n')[0].replace(/^Tabs are not allowed as indentation.*/, 'a tab where blanks must stand')
}

/** How deep flow brackets nest, or block dashes on one line: the parser is recursive. */
function depth(text: string): number {
  let [level, most] = [0, 0]
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === 91 || char === 123) most = Math.max(most, ++level)
    else if (char === 93 || char === 125) level = Math.max(0, level - 1)
  }
  const dashes = /^[ ]*((?:[-?] ){3,})/gm
  for (const [, run] of text.matchAll(dashes)) most = Math.max(most, run.length / 2)
  return most
}
