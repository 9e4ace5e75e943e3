/** A store of water that is being written, with all that is needed to go on after a kill at any moment. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { createRasterStore, type RasterStoreWriter, resumeRasterStore, type StoreOptions } from '../zarr/index.js'
import { accountFile, accountLength, cutAccount, startAccount } from './account-file.js'
import type { ModelState } from './model.js'
import { readState, writeState } from './state-file.js'

/** What the store's progress carries for us; the model's own state lies in `stateFile` beside it. */
type Progress = { timeMs: number; accountBytes: number; stateFile: string } | { finished: Finished }

/** Everything is in the store but its place: what `finish` was given. */
interface Finished {
  manifest: Record<string, unknown>
  report: unknown
}

export interface OpenRun {
  writer: RasterStoreWriter
  accountPath: string
  /** True where there is something to go on with. */
  readonly kept: boolean
  /** Where to go on: after this time, from this state. Absent at the start. */
  from?: { timeMs: number; state: ModelState }
  /** Water up to `timeMs` is safe. */
  checkpoint(timeMs: number, state: ModelState): Promise<void>
  /** The report of a run that was killed after its last write, before the store was in its place. */
  finished?: Finished
  /** The store in its place. */
  finish(finished: Finished): Promise<void>
}

const stateName = (n: number) => `state-${n}.bin`
const isState = (name: string) => /^state-\d+\.bin(\..*)?$/.test(name)

/**
 * Goes on with an unfinished store of the same inputs and settings, or makes a new one. `manifest.fingerprint` tells.
 * Errors: RADAR_STORE_EXISTS, RADAR_STORE_PARTIAL, RADAR_SIMULATE_RESUME, RADAR_SIMULATE_CHECKPOINT.
 */
export async function openRun(path: string, options: StoreOptions & { manifest: { fingerprint: string } }, restart: boolean): Promise<OpenRun> {
  const folder = `${path}.partial`
  const accountPath = join(folder, accountFile)
  const resumed = restart || (existsSync(path) && !options.force) ? undefined : await resumeRasterStore(path)
  if (resumed && resumed.manifest.fingerprint !== options.manifest.fingerprint) throw otherSettings(folder)
  if (!resumed) {
    const writer = await createRasterStore(path, options)
    startAccount(accountPath)
    return openedRun(writer, folder, 0, false)
  }
  const progress = resumed.state as Progress
  if ('finished' in progress) return Object.assign(openedRun(resumed.writer, folder, 0, true), { finished: progress.finished })
  const { timeMs, accountBytes, stateFile } = progress
  cutAccount(accountPath, accountBytes)
  const state = await readState(join(folder, stateFile))
  return Object.assign(openedRun(resumed.writer, folder, Number(/\d+/.exec(stateFile)), true), { from: { timeMs, state } })
}

function openedRun(writer: RasterStoreWriter, folder: string, last: number, resumed: boolean): OpenRun {
  const accountPath = join(folder, accountFile)
  let n = last
  let kept = resumed
  const removeStates = (but?: string) => {
    for (const name of readdirSync(folder)) if (isState(name) && name !== but) rmSync(join(folder, name), { force: true })
  }
  return {
    writer,
    accountPath,
    get kept() {
      return kept
    },
    // The state first, under a new name; then the progress that names it; then the old state goes.
    async checkpoint(timeMs, state) {
      const stateFile = stateName(++n)
      writeState(join(folder, stateFile), state)
      await writer.checkpoint({ timeMs, accountBytes: accountLength(accountPath), stateFile } satisfies Progress)
      kept = true
      removeStates(stateFile)
    },
    async finish(finished) {
      await writer.checkpoint({ finished } satisfies Progress)
      removeStates()
      await writer.close(finished.manifest)
    },
  }
}

function otherSettings(folder: string): PhdError {
  return new PhdError('RADAR_SIMULATE_RESUME', `${folder} is an unfinished simulation of other inputs or settings.`, {
    expected: 'the same command as before',
    received: 'another fingerprint of its inputs and settings',
    remedy: '--restart throws it away, or name another --out',
    usage: true,
  })
}
