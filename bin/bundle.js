// Packages of many small modules in one file each, in place of what tsc wrote into lib/bundled: they load in a tenth of the
// time. Without this step everything works as well. The licences of what is inside stand beside each file.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const mark = '// bundled\n'
const packages = fileURLToPath(new URL('../packages/', import.meta.url))
const folders = readdirSync(packages).map((name) => join(packages, name, 'lib', 'bundled'))
for (const folder of folders.filter(existsSync)) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
    const file = join(folder, name)
    if (readFileSync(file, 'utf8').startsWith(mark)) continue
    const bundle = await rolldown({ input: file, platform: 'node' })
    const { output } = await bundle.generate({ format: 'esm', minify: 'dce-only' })
    await bundle.close()
    const licences = licencesOf(output[0].moduleIds)
    writeFileSync(join(folder, `${name.replace(/\.js$/, '')}.licences.txt`), licences)
    writeFileSync(`${file}.tmp`, `${mark}${output[0].code}`)
    renameSync(`${file}.tmp`, file)
  }
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
