// A package whose exports lie in dist/ is packed into it: what is loaded from outside (index, phd.js, commands, threads), with all that
// these share in a few files, because many small modules load slowly. lib/ keeps the modules one by one, and the types.
// Of other packages, those that src/bundled/ exports again are packed too; their licences stand in dist/licences.txt.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const packages = fileURLToPath(new URL('../packages/', import.meta.url))
for (const name of readdirSync(packages)) {
  const root = join(packages, name)
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  if (exports?.['.']?.default === './dist/index.js') await bundle(join(root, 'src'), join(root, 'dist'))
}

async function bundle(source, target) {
  const build = await rolldown({
    input: Object.fromEntries(entriesOf(source).map((file) => [file.slice(0, -'.ts'.length), join(source, file)])),
    platform: 'node',
    external: (id, parent) => isPackage(id) && !isPacked(parent, source),
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  })
  const { output } = await build.generate({ format: 'esm', minify: 'dce-only', chunkFileNames: 'chunks/[name].js' })
  await build.close()
  const files = new Map(output.map(({ fileName, code }) => [fileName, code]))
  files.set('licences.txt', licencesOf(output.flatMap(({ moduleIds }) => moduleIds)))
  for (const [file, text] of files) writeChanged(join(target, file), text)
  for (const file of readdirSync(target, { recursive: true })) if (/\.\w+$/.test(file) && !files.has(file.split(sep).join('/'))) rmSync(join(target, file))
}

function entriesOf(source) {
  return readdirSync(source, { recursive: true }).filter((file) => /^(index|phd|commands[\\/].*|.*-thread)\.ts$/.test(file))
}

function isPackage(id) {
  return /^[^./]/.test(id)
}

/** What src/bundled/ exports again, and what that asks for in turn. */
function isPacked(parent, source) {
  return parent !== undefined && (parent.startsWith(join(source, 'bundled') + sep) || parent.slice(dirname(packages).length).includes('node_modules'))
}

function writeChanged(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  mkdirSync(dirname(file), { recursive: true })
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
