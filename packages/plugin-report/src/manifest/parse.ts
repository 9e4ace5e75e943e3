/** JSON into a manifest: what a stranger's file or an older phd wrote is told apart from what can be read. */
import { isPhdError, PhdError } from '@phd/core'
import { z } from '../bundled/zod.js'
import type { Manifest } from './model.js'

const number = z.object({
  reference: z.string(),
  runs: z.array(z.string()),
  path: z.string(),
  values: z.array(z.union([z.number(), z.string()])),
  printed: z.string(),
  page: z.number(),
  place: z.string(),
})

const run = z.object({ letter: z.string(), id: z.string(), experiment: z.string(), seed: z.number(), sha256: z.string() })

const figure = z.object({ name: z.string(), page: z.number(), runs: z.array(z.string()), result: z.string(), alt: z.string(), sha256: z.string().default('') })

const check = z.looseObject({ rule: z.string(), severity: z.enum(['error', 'note']), ok: z.boolean(), places: z.array(z.string()) })

const build = z.object({
  kind: z.enum(['poster', 'slides', 'paper', 'figure', 'site']),
  title: z.string(),
  phd: z.string(),
  runs: z.array(run),
  numbers: z.array(number),
  figures: z.array(figure).default([]),
  words: z.number().default(0),
  page: z.object({ size: z.string(), landscape: z.boolean() }).optional(),
  checks: z.array(check).default([]),
  files: z.array(z.object({ file: z.string(), sha256: z.string(), bytes: z.number() })).default([]),
  sources: z.array(z.object({ file: z.string(), sha256: z.string() })).optional(),
})

const manifest = z.object({ version: z.literal(1), builds: z.record(z.string(), build) })

/** `name` is the file that the text came from; REPORT_MANIFEST where it is no manifest of this version. */
export function parseManifest(text: string, name: string): Manifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw unreadable(name, 'no JSON', cause)
  }
  const outcome = manifest.safeParse(value)
  if (outcome.success) return outcome.data as Manifest
  const { path, message } = outcome.error.issues[0]
  throw unreadable(name, `${path.join('.') || 'the whole'}: ${message}`)
}

/** For those to whom a record that cannot be read is none: `phd report trace` tells of it. Anything else is thrown on. */
export function noRecord(error: unknown): undefined {
  if (!isPhdError(error)) throw error
  return undefined
}

function unreadable(name: string, received: string, cause?: unknown): PhdError {
  return new PhdError('REPORT_MANIFEST', `${name} is no record of a build.`, {
    expected: 'build.json as phd report writes it (version 1)',
    received,
    remedy: 'build again; it is written anew',
    cause,
  })
}
