/**
 * Posts: files in, posts out, in order and in constant memory.
 *
 * In: JSON lines (Twitter API v2 and v1.1, labelled sets) and CSV, each also as .gz; folders of them. Out: batches of
 * `Post`. Times are UTC. No error message holds anything of a post's text.
 */
export { parseDate } from './date.js'
export { type PostsFile, postsFile, postsFiles } from './files.js'
export { type FieldChoices, nameOfFile, type Post, postOf, type Row, type SourceRow, textOf } from './post.js'
export { type ReadOptions, readPosts, readRows } from './read.js'
export { type LineWriter, lineWriter } from './write.js'
