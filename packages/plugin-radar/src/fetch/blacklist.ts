/** What not to fetch: days and file names, one a line; `#` begins a comment. */
import { readFileSync } from 'node:fs'
import { PhdError } from '@phd/core'
import { dashed, isDay } from './days.js'

export interface Blacklist {
  days: Set<string>
  files: Set<string>
}

/** The daily tars that are known to be damaged at the archive. */
export const damagedDays = ['2011-03-07', '2011-03-09', '2016-12-16', '2016-12-18']

/** The damaged days and what the files name. RADAR_FETCH_BLACKLIST where one cannot be read or a line is neither day nor tar. */
export function readBlacklist(paths: string[]): Blacklist {
  const list: Blacklist = { days: new Set(damagedDays), files: new Set() }
  for (const path of paths) {
    read(path)
      .split(/\r?\n/)
      .forEach((line, i) => {
        const entry = line.replace(/#.*/, '').trim()
        const day = /^\d{8}$/.test(entry) ? dashed(entry) : entry
        if (isDay(day)) list.days.add(day)
        else if (/^[^/\s]+\.tar$/.test(entry)) list.files.add(entry)
        else if (entry) throw notAnEntry(`${path}, line ${i + 1}`, entry)
      })
  }
  return list
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new PhdError('RADAR_FETCH_BLACKLIST', `The blacklist ${path} cannot be read.`, {
      expected: 'a text file of days and file names, one a line',
      received: (cause as Error).message,
      usage: true,
      cause,
    })
  }
}

function notAnEntry(place: string, received: string): PhdError {
  return new PhdError('RADAR_FETCH_BLACKLIST', `A line of the blacklist is neither a day nor the name of a tar: ${place}.`, {
    expected: '2011-03-07, 20110307 or metoffice-c-band-rain-radar_uk_20110307_1km-composite.dat.gz.tar',
    received,
    usage: true,
  })
}
