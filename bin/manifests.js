// Write oclif.manifest.json of every package, so that start-up reads one file instead of every command.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Plugin } from '@oclif/core'

const packages = fileURLToPath(new URL('../packages/', import.meta.url))
for (const name of readdirSync(packages)) {
  const root = join(packages, name)
  const file = join(root, 'oclif.manifest.json')
  rmSync(file, { force: true })
  const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true, isRoot: true })
  await plugin.load()
  writeFileSync(file, `${JSON.stringify(plugin.manifest)}\n`)
}
