/** Rows and posts of files, in order, in batches, in constant memory. */
import { PhdError } from '@phd/core'
import { bytesOf } from './bytes.js'
import { csvRows } from './csv.js'
import { type PostsFile, postsFiles } from './files.js'
import { jsonlRows } from './jsonl.js'
import { type FieldChoices, type Post, postOf, type SourceRow } from './post.js'

export interface ReadOptions extends FieldChoices {
  /** Called with the bytes read from the disk since the last call. */
  onBytes?(count: number): void
}

/** The rows of one file. SOCIAL_EMPTY where it has none; further errors: those of bytes.ts, jsonl.ts and csv.ts. */
export async function* readRows(file: PostsFile, onBytes: (count: number) => void = () => {}): AsyncGenerator<SourceRow[]> {
  const rows = file.format === 'csv' ? csvRows : jsonlRows
  let empty = true
  for await (const batch of rows(file.path, bytesOf(file, onBytes))) {
    empty = false
    yield batch
  }
  if (empty) {
    throw new PhdError('SOCIAL_EMPTY', `${file.path} has no posts.`, {
      expected: file.format === 'csv' ? 'a header line and at least one row' : 'at least one JSON object',
      received: `${file.bytes} bytes`,
    })
  }
}

/** The posts of files and folders. Errors: those of `readRows`, `postsFiles` and `postOf`. */
export async function* readPosts(paths: string[], options: ReadOptions = {}): AsyncGenerator<Post[]> {
  for (const file of postsFiles(paths)) {
    for await (const batch of readRows(file, options.onBytes)) yield batch.map((source) => postOf(source, options))
  }
}
