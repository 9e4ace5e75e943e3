/** Remove runtimes. A program that has one loaded goes on: its libraries stay until it ends. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { downloadsDir, type RuntimeDevice, runtimeFolders, runtimesDir } from './location.js'
import { withLock } from './lock.js'
import { bytesOf } from './size.js'
import { leftovers, makeStaging } from './staging.js'

export interface Removed {
  dir: string
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
    const removed = [...folders, ...rest].map((dir) => ({ dir, bytes: bytesOf(dir) }))
    const aside = makeStaging(runtimesDir())
    for (const [i, { dir }] of removed.entries()) renameSync(dir, join(aside, String(i)))
    rmSync(aside, { recursive: true })
    return removed
  })
}
