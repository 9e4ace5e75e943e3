/**
 * What a build has done so far: `OUT.partial`.
 *
 *     OUT.partial/plan.json            fingerprint of the plan
 *     OUT.partial/dataset/             what will be OUT: shards as they are written
 *     OUT.partial/blocks/000012.json   notes of a block, written after its shards: the block is done
 *
 * Every file is written beside and renamed, so that a kill at any moment leaves whole blocks, and blocks that are not there.
 */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PhdError, writeAtomic } from '@phd/core'
import type { BlockNotes } from './record-notes.js'

export class PartialBuild {
  readonly folder: string
  /** What will be the dataset. */
  readonly dataset: string
  readonly #blocks: string
  /** Ids of blocks that are done. */
  readonly done = new Set<number>()

  private constructor(out: string) {
    this.folder = partialOf(out)
    this.dataset = join(this.folder, 'dataset')
    this.#blocks = join(this.folder, 'blocks')
  }

  /** The one that a build of the same plan left, or a new one; without `create` nothing is made where nothing is. Errors: RADAR_PARTIAL. */
  static async open(out: string, fingerprint: string, force: boolean, create: boolean): Promise<PartialBuild> {
    const partial = new PartialBuild(out)
    const file = join(partial.folder, 'plan.json')
    const left = existsSync(file) ? readPlan(file) : undefined
    if (left !== undefined && left !== fingerprint) {
      if (!force) {
        throw new PhdError('RADAR_PARTIAL', `${partial.folder} was left by a build of other data or with other options.`, {
          expected: 'the command that was interrupted',
          received: 'another plan',
          remedy: `run that command again, or start anew with --force`,
          usage: true,
        })
      }
      await rm(partial.folder, { recursive: true, force: true })
    }
    if (!create && !existsSync(file)) return partial
    await mkdir(partial.dataset, { recursive: true })
    await mkdir(partial.#blocks, { recursive: true })
    if (!existsSync(file)) writeAtomic(file, `${JSON.stringify({ fingerprint })}\n`)
    for (const name of await readdir(partial.#blocks)) if (name.endsWith('.json')) partial.done.add(Number(name.slice(0, -5)))
    return partial
  }

  keep(notes: BlockNotes): void {
    writeAtomic(this.#file(notes.block), JSON.stringify(notes))
    this.done.add(notes.block)
  }

  async notes(block: number): Promise<BlockNotes> {
    return JSON.parse(await readFile(this.#file(block), 'utf8'))
  }

  /** The dataset in its place, the rest gone. */
  async finish(out: string): Promise<void> {
    for (const name of await readdir(this.dataset, { recursive: true })) if (name.endsWith('.tmp')) await rm(join(this.dataset, name), { force: true })
    await mkdir(dirname(out), { recursive: true })
    await rm(out, { recursive: true, force: true })
    await rename(this.dataset, out)
    await this.remove()
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  #file(block: number): string {
    return join(this.#blocks, `${String(block).padStart(6, '0')}.json`)
  }
}

export function partialOf(out: string): string {
  return `${out.replace(/[\\/]+$/, '')}.partial`
}

/** After a kill between the dataset's renaming and the removal of the rest: nothing of it is wanted. */
export async function removeFinished(out: string): Promise<void> {
  const folder = partialOf(out)
  if (existsSync(join(folder, 'plan.json')) && !existsSync(join(folder, 'dataset'))) await rm(folder, { recursive: true, force: true })
}

function readPlan(file: string): string {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).fingerprint
  } catch {
    return 'unreadable'
  }
}
