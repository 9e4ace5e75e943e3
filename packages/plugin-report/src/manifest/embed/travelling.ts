/** The copy of a build that lies inside a file: without what is only known once the file is written. */
import type { Build } from '../model.js'

export function travellingManifest(build: Build): string {
  return JSON.stringify({ version: 1, builds: { [build.kind]: { ...build, checks: [], files: [] } } })
}
