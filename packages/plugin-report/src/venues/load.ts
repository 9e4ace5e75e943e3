/** Where venue profiles come from, and the one that is meant. A project's own file wins over a plugin's, a plugin's over a built-in one. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isPhdError, PhdError, type Registry } from '@phd/core'
import { stringify } from '../bundled/yaml.js'
import { packageFile } from '../code-file.js'
import { nearestNames } from '../text/nearest.js'
import { parseYaml, readYamlFile, type YamlFile } from '../yaml/index.js'
import { venueSchema } from './schema.js'
import type { Venue } from './venue.js'

export interface VenuePlaces {
  /** Folder of the project: its `venues/*.yaml` are read. The current one by default. */
  dir?: string
  registry?: Registry
}

/** `from` is the file, the plugin, or `built in`. */
export interface FoundVenue {
  venue: Venue
  from: string
}

const builtIn = fileURLToPath(packageFile('venues/'))
const errors = { invalid: 'CONFERENCE_VENUE', missing: 'CONFERENCE_VENUE', expected: 'a venue profile: keys like id, name, track, year, packet' }

/** CONFERENCE_VENUE_UNKNOWN with the nearest ids where there is none, CONFERENCE_VENUE where the profile is wrong. */
export async function venueOf(id: string, places: VenuePlaces = {}): Promise<Venue> {
  return (await findVenue(id, places)).venue
}

export async function findVenue(id: string, places: VenuePlaces = {}): Promise<FoundVenue> {
  const own = projectFiles(places).find((file) => idOf(file) === id)
  if (own) return { venue: readVenue(own), from: relative('.', own) }
  const provided = (await places.registry?.list('venue'))?.find(({ name }) => name === id)
  if (provided && places.registry)
    return { venue: checkVenue(await places.registry.get('venue', id), `venue ${id} of plugin ${provided.plugin}`, id), from: provided.plugin }
  const shipped = profilesIn(builtIn).find((file) => idOf(file) === id)
  if (shipped) return { venue: readVenue(shipped), from: 'built in' }
  const known = await venueIds(places)
  const near = nearestNames(id, known)
  throw new PhdError('CONFERENCE_VENUE_UNKNOWN', `There is no venue profile "${id}".`, {
    expected: near.length > 0 ? `perhaps ${near.join(', ')}` : `one of: ${known.join(', ')}`,
    received: id,
    remedy: 'phd conference venues lists them; your own is a file venues/NAME.yaml',
    usage: true,
  })
}

/** Every profile that can be read, by id; what cannot be read is in `broken` and hides no other. */
export async function listVenues(places: VenuePlaces = {}): Promise<{ venues: FoundVenue[]; broken: PhdError[] }> {
  const venues: FoundVenue[] = []
  const broken: PhdError[] = []
  for (const id of await venueIds(places)) {
    try {
      venues.push(await findVenue(id, places))
    } catch (error) {
      if (!isPhdError(error)) throw error
      broken.push(error)
    }
  }
  return { venues, broken }
}

async function venueIds(places: VenuePlaces): Promise<string[]> {
  const files = [...projectFiles(places), ...profilesIn(builtIn)].map(idOf)
  const provided = (await places.registry?.list('venue'))?.map(({ name }) => name) ?? []
  return [...new Set([...files, ...provided])].sort()
}

function projectFiles({ dir = '.' }: VenuePlaces): string[] {
  return profilesIn(join(dir, 'venues'))
}

function profilesIn(dir: string): string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(dir, name))
}

function idOf(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, '')
}

/** One file. */
export function readVenue(file: string): Venue {
  return checkFile(readYamlFile(file, errors), idOf(file))
}

export function parseVenue(text: string, file: string): Venue {
  return checkFile(parseYaml(text, file, errors), idOf(file))
}

function checkFile({ value, file, document, lineOf }: YamlFile, id: string): Venue {
  return checkVenue(value, file, id, (path) => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true)
      if (node) return `line ${lineOf(node)}, `
    }
    return ''
  })
}

function checkVenue(value: unknown, from: string, id: string, lineAt: (path: PropertyKey[]) => string = () => ''): Venue {
  const parsed = venueSchema.safeParse(value)
  const wrong = (received: string, remedy: string) =>
    new PhdError('CONFERENCE_VENUE', `${from} is no venue profile.`, { expected: 'the keys of a venue profile, each of its type', received, remedy })
  if (!parsed.success) {
    const slips = [...parsed.error.issues].sort((a, b) => Number(b.code === 'unrecognized_keys') - Number(a.code === 'unrecognized_keys'))
    const issues = slips.slice(0, 5).map(({ path, message }) => `${lineAt(path)}${path.join('.') || 'the whole'}: ${message}`)
    throw wrong(issues.join('; '), 'mend it; or move it away, and phd conference venues aaai-dc --copy writes one that is right')
  }
  if (parsed.data.id !== id) throw wrong(`id: ${parsed.data.id}`, `id: ${id}, as the file or the plugin names it`)
  const twice = parsed.data.packet.map((item) => item.id).find((item, i, all) => all.indexOf(item) !== i)
  if (twice) throw wrong(`packet: two items with the id ${twice}`, 'give each its own')
  return parsed.data
}

/** A profile as a file of the project, to be changed; its path. CONFERENCE_VENUE_EXISTS where there is one. */
export function copyVenue(venue: Venue, { dir = '.' }: VenuePlaces = {}): string {
  const file = join(dir, 'venues', `${venue.id}.yaml`)
  mkdirSync(join(dir, 'venues'), { recursive: true })
  try {
    writeFileSync(file, stringify(venue, { lineWidth: 0 }), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new PhdError('CONFERENCE_VENUE_EXISTS', `${file} is there already; it is not overwritten.`, { remedy: 'edit it, or move it away first' })
  }
  return file
}
