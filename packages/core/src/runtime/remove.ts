/** Remove runtimes. A program that has one loaded goes on: its libraries stay until it ends. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { downloadsDir, type RuntimeDevice, runtimeFolders, runtimesDir } from './location.js'
import { withLock } from './lock.js'
import { bytesFreedBy } from './size.js'
import { leftovers, makeStaging } from './staging.js'

export interface Removed {
  dir: string
  /** Given back to the disk; libraries that another runtime shares are not. */
  bytes: number
}

/** Removes the runtimes of `device`, broken or whole, of any version; without a device all of them and what killed installs left. */
export async function removeRuntimes(device: RuntimeDevice | undefined, log: (message: string) => void): Promise<Removed[]> {
  if (!existsSync(runtimesDir())) return []
  const waiting = () => log('An install is going on; waiting for it.')
  return withLock(runtimesDir(), { waiting }, async () => {
    const ofDevice = new RegExp(`^tensorflow-[^-]+-${device}-`)
    const folders = runtimeFolders().filter((dir) => device === undefined || ofDevice.test(basename(dir)))
    const rest = device === undefined ? [downloadsDir(), ...leftovers(runtimesDir())].filter((path) => existsSync(path)) : []
    const aside = makeStaging(runtimesDir())
    const removed: Removed[] = []
    for (const dir of [...folders, ...rest]) {
      const moved = join(aside, basename(dir))
      renameSync(dir, moved)
      removed.push({ dir, bytes: bytesFreedBy(moved) })
      rmSync(moved, { recursive: true })
    }
    rmSync(aside, { recursive: true })
    return removed
  })
}
