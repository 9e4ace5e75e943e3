/** Code of this package by its place in `src`, whether it runs as it was compiled (`lib`) or packed into fewer files (`dist`). */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const manifest = pathToFileURL(createRequire(import.meta.url).resolve('@phd/plugin-report/package.json')).href
const packageRoot = manifest.slice(0, manifest.lastIndexOf('/') + 1)
const [built] = import.meta.url.slice(packageRoot.length).split('/')

/** `figures/chart-thread.js` for a thread. */
export function codeFile(path: string): URL {
  return new URL(`${built}/${path}`, packageRoot)
}

/** Files that come with the package, like `venues/`. */
export function packageFile(path: string): URL {
  return new URL(path, packageRoot)
}
