/**
 * Progress posts: Markdown files with a head of title, date and, where wanted, tags, runs and `private: true`.
 *
 *     ---
 *     title: The bug was in the labels
 *     date: 2026-11-20
 *     ---
 *
 * Errors: REPORT_POST, with file and what is wrong in its head.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { PhdError } from '@phd/core'
import { parseDocument } from '../bundled/yaml.js'
import { z } from '../bundled/zod.js'

const mostBytes = 2_000_000

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is written 2026-11-20')
  .refine((text) => isDay(text), 'there is no such day')

const head = z.strictObject({
  title: z.string().trim().min(1, 'a title is missing'),
  date: z.preprocess((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value), day),
  tags: z.array(z.string()).default([]),
  runs: z.array(z.string()).default([]),
  private: z.boolean().default(false),
})

export interface Post extends z.infer<typeof head> {
  /** File name without `.md`: its page is `posts/SLUG.html`. */
  slug: string
  file: string
  markdown: string
}

/** Newest first; of one day by slug. Private posts are among them. A folder that is `wanted` has to be there. */
export function readPosts(folder: string, wanted = false): Post[] {
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (!stat && !wanted) return []
  if (!stat?.isDirectory()) {
    throw new PhdError('REPORT_POST', `There is no folder ${folder}.`, { expected: '--posts DIR, a folder of *.md', received: stat ? 'a file' : 'nothing' })
  }
  const names = readdirSync(folder).filter((name) => name.endsWith('.md') && statSync(join(folder, name), { throwIfNoEntry: false })?.isFile())
  const posts = names.map((name) => readPost(join(folder, name)))
  return posts.sort((a, b) => b.date.localeCompare(a.date) || a.slug.localeCompare(b.slug))
}

function readPost(file: string): Post {
  const refuse = (received: string) =>
    new PhdError('REPORT_POST', `${file} is no post.`, {
      expected: 'a head between two lines of ---, with title and date (2026-11-20), and Markdown below',
      received,
      remedy: 'mend the head of the file',
    })
  const slug = basename(file, '.md')
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(slug)) throw refuse(`a file name that is no web address: ${slug}.md`)
  if (statSync(file).size > mostBytes) throw refuse(`${Math.round(statSync(file).size / 1e6)} MB`)
  const text = readFileSync(file, 'utf8').replace(/\r\n/g, '\n')
  const match = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(text)
  if (!match) throw refuse('no head')
  const document = parseDocument(match[1])
  if (document.errors.length > 0) throw refuse(document.errors[0].message.split('\n')[0])
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 20 })
  } catch (cause) {
    throw refuse((cause as Error).message)
  }
  const outcome = head.safeParse(value)
  if (!outcome.success) throw refuse(outcome.error.issues.map(({ path, message }) => `${path.join('.') || 'head'}: ${message}`).join('; '))
  return { ...outcome.data, slug, file, markdown: text.slice(match[0].length) }
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
