/**
 * Which files are meant: a file is itself, a folder is its posts files in order of name, folders inside it left out.
 */
import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { PhdError } from '@phd/core'

export interface PostsFile {
  path: string
  format: 'jsonl' | 'csv'
  gzip: boolean
  bytes: number
}

/**
 * The posts files that `paths` name. Errors: SOCIAL_FILE_MISSING, SOCIAL_FORMAT, SOCIAL_EMPTY (a folder without any),
 * SOCIAL_FILE_TWICE.
 */
export function postsFiles(paths: string[]): PostsFile[] {
  const files = paths.flatMap((path) => (statOf(path).isDirectory() ? inFolder(path) : [postsFile(path)]))
  refuseTwice(files)
  return files
}

/** The posts of a file that is named twice, itself and by its folder, would be counted twice. */
function refuseTwice(files: PostsFile[]): void {
  const seen = new Set<string>()
  for (const { path } of files) {
    const real = realpathSync(path)
    if (seen.has(real)) {
      throw new PhdError('SOCIAL_FILE_TWICE', `${path} is named twice: its posts would be counted twice.`, {
        expected: 'each file of posts once, by itself or by its folder',
        usage: true,
      })
    }
    seen.add(real)
  }
}

/** One file, described by its name. */
export function postsFile(path: string): PostsFile {
  const stat = statOf(path)
  const format = formatOf(path)
  if (format && stat.isFile()) return { path, ...format, bytes: stat.size }
  throw new PhdError('SOCIAL_FORMAT', `${path} is not a file of posts.`, {
    expected: 'a name that ends in .jsonl, .ndjson or .csv, each also with .gz',
    received: stat.isDirectory() ? 'a folder' : path.replace(/^.*[\\/]/, ''),
    usage: true,
  })
}

function inFolder(folder: string): PostsFile[] {
  const files = readdirSync(folder)
    .sort()
    .filter((name) => formatOf(name))
    .map((name) => join(folder, name))
    .filter((path) => statOf(path).isFile())
  if (files.length > 0) return files.map(postsFile)
  throw new PhdError('SOCIAL_EMPTY', `The folder ${folder} has no posts.`, { expected: 'files that end in .jsonl, .ndjson or .csv, each also with .gz' })
}

function formatOf(path: string): Pick<PostsFile, 'format' | 'gzip'> | undefined {
  const ending = /\.(jsonl|ndjson|csv)(\.gz)?$/i.exec(path)
  return ending ? { format: ending[1].toLowerCase() === 'csv' ? 'csv' : 'jsonl', gzip: ending[2] !== undefined } : undefined
}

function statOf(path: string): Stats {
  try {
    return statSync(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT' && (cause as NodeJS.ErrnoException).code !== 'ENOTDIR') throw cause
    throw new PhdError('SOCIAL_FILE_MISSING', `There is no file or folder ${path}.`, { expected: 'a file of posts, or a folder of them', usage: true, cause })
  }
}
