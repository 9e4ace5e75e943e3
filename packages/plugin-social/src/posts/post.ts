/**
 * The one in-memory shape of a post, and how a row of any known layout becomes one.
 *
 * Layouts: Twitter API v2 (`author_id`, `conversation_id`, `created_at`, `referenced_tweets`), v1.1 (`id_str`, `full_text`,
 * `user.id_str`, `in_reply_to_…`), labelled sets (`event`, `created_at`, `text`) and CSV columns of the same names.
 */
import { PhdError } from '@phd/core'
import { dateShape, parseDate } from './date.js'

export interface Post {
  id?: string
  authorId?: string
  conversationId?: string
  createdAt?: Date
  text: string
  lang?: string
  flood?: string
  /** Answers another post: says so itself, or begins with an @mention. */
  reply: boolean
  /** The row as it came. */
  row: Row
}

export type Row = Record<string, unknown>

/** A row and where it stands, for error messages. */
export interface SourceRow {
  file: string
  /** Counted from 1; of a CSV record, its last line. */
  line: number
  row: Row
  /** The row as one line of JSON: of JSONL the very text of the line. */
  json: string
}

export interface FieldChoices {
  /** Field that holds the text; otherwise text, full_text or tweet_text. */
  textField?: string
  /** Field that names the flood; otherwise flood, event, or the name of the file. */
  floodField?: string
}

const textFields = ['text', 'full_text', 'tweet_text']

/** The text of a row; a null is an empty text. SOCIAL_NO_TEXT lists the fields that there are. */
export function textOf({ file, line, row }: SourceRow, { textField }: FieldChoices = {}): string {
  const candidates = textField ? [textField] : textFields
  const field = candidates.find((name) => name in row)
  const value = field === undefined ? undefined : row[field]
  if (value === null) return ''
  if (typeof value === 'string') return value
  throw new PhdError('SOCIAL_NO_TEXT', `${file}, line ${line}: the post has no text.`, {
    expected: `a field ${candidates.join(' or ')} that holds text`,
    received: field === undefined ? `fields: ${fieldNames(row)}` : `${field} holds a ${typeof value}`,
    remedy: 'name the field that holds the text: --text-field NAME',
  })
}

/** A row as a post. Errors: SOCIAL_NO_TEXT, SOCIAL_NO_FLOOD, SOCIAL_DATE. */
export function postOf(source: SourceRow, choices: FieldChoices = {}): Post {
  const { row } = source
  const text = textOf(source, choices)
  const user = isRow(row.user) ? row.user : {}
  return {
    id: first(row.id_str, row.id, row.tweet_id),
    authorId: first(row.author_id, row.user_id_str, row.user_id, user.id_str, user.id),
    conversationId: first(row.conversation_id_str, row.conversation_id),
    createdAt: dateOf(source),
    text,
    lang: first(row.lang, row.language),
    flood: floodOf(source, choices.floodField),
    reply: text.startsWith('@') || saysReply(row),
    row,
  }
}

/** The fields of a row, those that look like a name: where a table has no header line, its first post stands there. */
function fieldNames(row: Row): string {
  const all = Object.keys(row)
  const names = all.filter((name) => /^[A-Za-z_][\w.:-]{0,39}$/.test(name))
  return [...names, ...(names.length < all.length ? [`${all.length - names.length} that are no names (no header line?)`] : [])].join(', ')
}

/** The file's name without folder and endings: `floods/storm.jsonl.gz` is `storm`. */
export function nameOfFile(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/(\.(jsonl|ndjson|csv))?(\.gz)?$/i, '')
}

function floodOf({ file, line, row }: SourceRow, floodField?: string): string {
  if (floodField && !(floodField in row)) {
    throw new PhdError('SOCIAL_NO_FLOOD', `${file}, line ${line}: the post has no field "${floodField}".`, {
      expected: 'a field that names the flood',
      received: `fields: ${fieldNames(row)}`,
      remedy: 'choose another --flood-field, or leave it out: then flood, event or the name of the file counts',
    })
  }
  return (floodField ? first(row[floodField]) : first(row.flood, row.event)) ?? nameOfFile(file)
}

function dateOf({ file, line, row }: SourceRow): Date | undefined {
  const value = first(row.created_at, row.date, row.timestamp)
  if (value === undefined) return undefined
  const date = parseDate(value)
  if (date) return date
  throw new PhdError('SOCIAL_DATE', `${file}, line ${line}: the date of the post cannot be read.`, {
    expected: '2027-01-31T18:05:00Z, 2027-01-31 18:05:00, 2027-01-31 or Sun Jan 31 18:05:00 +0000 2027',
    received: `a value of the form ${dateShape(value)}`,
  })
}

function saysReply(row: Row): boolean {
  if (repliesTo(row.referenced_tweets)) return true
  for (const key in row) if (key.startsWith('in_reply_to') && first(row[key]) !== undefined) return true
  return first(row['referenced_tweets.replied_to.id']) !== undefined
}

/** `referenced_tweets` as a list, or, in CSV, as the JSON text of one. */
function repliesTo(references: unknown): boolean {
  if (typeof references === 'string') return /"type"\s*:\s*"replied_to"/.test(references)
  return Array.isArray(references) && references.some((reference) => isRow(reference) && reference.type === 'replied_to')
}

/** The first value that is a text or a number, and not empty. */
function first(...values: unknown[]): string | undefined {
  for (const value of values) {
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return undefined
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
