// Packages of many small modules in one file each, in place of what tsc wrote into lib/bundled: they load in a tenth of the
// time. Without this step everything works as well. The licences of what is inside stand beside each file.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const mark = '// bundled\n'
const packages = fileURLToPath(new URL('../packages/', import.meta.url))
for (const name of readdirSync(packages)) {
  const sources = join(packages, name, 'src', 'bundled')
  for (const source of existsSync(sources) ? readdirSync(sources) : [])
    await bundle(join(sources, source), join(packages, name, 'lib', 'bundled', basename(source, '.ts')))
}

/** From the source, not from lib: there lies what the last build packed, maybe of another version of a package. */
async function bundle(source, target) {
  const build = await rolldown({ input: source, platform: 'node' })
  const { output } = await build.generate({ format: 'esm', minify: 'dce-only' })
  await build.close()
  if (output.length > 1) throw new Error(`${source} becomes ${output.length} files: packages that load parts of themselves later cannot be bundled`)
  writeChanged(`${target}.licences.txt`, licencesOf(output[0].moduleIds))
  writeChanged(`${target}.js`, `${mark}${output[0].code}`)
}

function writeChanged(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  writeFileSync(`${file}.tmp`, text)
  renameSync(`${file}.tmp`, file)
}

function licencesOf(modules) {
  const roots = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id) ?? []))
  return [...roots].sort().map(licenceOf).join('\n\n')
}

function licenceOf(root) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const file = readdirSync(root).find((entry) => /^licen[cs]e/i.test(entry))
  if (file === undefined) throw new Error(`${name} ships no licence: it cannot be bundled`)
  return `${name} ${version} (${license})\n\n${readFileSync(join(root, file), 'utf8').trim()}\n`
}
