// From nothing to a poster: every command is printed before it runs, and is one you may run yourself.
//
//     npm run quickstart            writes ./quickstart
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const out = join(root, 'quickstart')
const runs = join(out, 'runs')
const posts = join(root, 'packages', 'plugin-social', 'data', 'quickstart-posts.jsonl')
const shown = (path) => relative(process.cwd(), path) || '.'
const started = Date.now()

/** Run one phd command with its output on this terminal; end with its exit code where it fails. */
function phd(...args) {
  console.log(`\n$ phd ${args.map(argumentShown).join(' ')}`)
  const { status } = spawnSync(process.execPath, [join(root, 'bin', 'phd.js'), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PHD_RUNS: runs },
  })
  if (status !== 0) process.exit(status ?? 1)
}

function argumentShown(argument) {
  const text = argument.startsWith(root) ? shown(argument) : argument
  return text.includes(' ') ? `"${text}"` : text
}

/** The newest run: ids begin with the time. */
function newestRun() {
  return readdirSync(runs).sort().at(-1)
}

rmSync(out, { recursive: true, force: true })
phd('runtime', 'install')
phd('radar', 'world', '--out', join(out, 'world'))
phd('radar', 'build', '--pairs', join(out, 'world'), '--out', join(out, 'dataset'))
phd('radar', 'train', '--data', join(out, 'dataset'), '--model', 'deeplabv3plus-small', '--epochs', '10')
const trained = newestRun()
phd('radar', 'predict', trained, '--data', join(out, 'dataset'))
const predicted = newestRun()
phd('social', 'analyse', posts)
const analysed = newestRun()
phd(
  'report',
  'poster',
  '--title',
  'Predicting floods from rain and from posts: an example on invented storms and posts',
  '--run',
  trained,
  '--run',
  predicted,
  '--run',
  analysed,
  '--out',
  join(out, 'report'),
)

console.log(`
Done in ${Math.round((Date.now() - started) / 1000)} s.
  poster        ${shown(join(out, 'report', 'poster.pdf'))}, poster.pptx, poster.html, poster.png
  its words     ${shown(join(out, 'report', 'report.md'))}: edit them, then phd report poster, slides or paper --from ${shown(join(out, 'report'))}
  predictions   ${shown(join(runs, predicted, 'panels'))}
  trained run   ${shown(join(runs, trained))}
  posts         ${shown(join(runs, analysed))}
Rain, water and posts of this quickstart are invented: see what they are in docs/guide.`)
