/** What the archive has of some days. */
import { PhdError } from '@phd/core'
import type { Client } from 'basic-ftp'
import type { Blacklist } from './blacklist.js'
import { dashed } from './days.js'
import { type Server, serverUrl } from './server.js'

export interface RemoteFile {
  day: string
  name: string
  /** On the server. */
  path: string
  bytes: number
  modifiedMs?: number
}

export interface Listing {
  files: RemoteFile[]
  missing: string[]
  blacklisted: string[]
}

/** The date of a daily tar stands in its name. */
const dailyTar = /^[\w.-]*_(\d{8})_[\w.-]*\.tar$/

/** The tars of `days`, by day. A year without a folder has none. RADAR_FETCH_REFUSED where the folder may not be read. */
export async function listDays(client: Client, server: Server, days: string[], blacklist: Blacklist): Promise<Listing> {
  const wanted = new Set(days)
  const files: RemoteFile[] = []
  const blacklisted = new Set(days.filter((day) => blacklist.days.has(day)))
  for (const year of new Set(days.map((day) => day.slice(0, 4)))) {
    for (const { name, size, isDirectory, isSymbolicLink, modifiedAt } of await listYear(client, server, year)) {
      const digits = dailyTar.exec(name)?.[1]
      if (!digits || isDirectory) continue
      const day = dashed(digits)
      if (!wanted.has(day)) continue
      if (blacklist.files.has(name)) blacklisted.add(day)
      else if (!blacklist.days.has(day)) {
        const path = `${server.path}/${year}/${name}`
        // the listed length of a link is that of the link
        files.push({ day, name, path, bytes: isSymbolicLink ? await client.size(path) : size, modifiedMs: isSymbolicLink ? undefined : modifiedAt?.getTime() })
      }
    }
  }
  files.sort((a, b) => (a.name < b.name ? -1 : 1))
  const have = new Set(files.map(({ day }) => day))
  return { files, missing: days.filter((day) => !have.has(day) && !blacklisted.has(day)), blacklisted: [...blacklisted].sort() }
}

async function listYear(client: Client, server: Server, year: string) {
  try {
    return await client.list(`${server.path}/${year}`)
  } catch (error) {
    const { name, code, message } = error as Error & { code?: number }
    if (name !== 'FTPError' || code !== 550) throw error
    if (/no such|not (found|exist)|does not exist|cannot find/i.test(message)) return []
    throw new PhdError('RADAR_FETCH_REFUSED', `The server does not show ${serverUrl(server)}/${year}.`, {
      received: message,
      remedy: 'the composite needs its own permission: apply for it at CEDA with the account of PHD_CEDA_USER',
      cause: error,
    })
  }
}
