// VADER: texts per CPU second of one core, ours beside the Python package vaderSentiment 3.3.2, round by round in turn.
//
//     node bench/vader.js [rounds]       after `npm run build`; Python: $PHD_ORACLE_PYTHON or .oracle/bin/python
//
// Texts: every post of the sets under ../shared/data where that folder is, otherwise the 300 invented posts 200 times.
// Writes bench/results/vader.csv.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readLexicon, vaderScores } from '../packages/plugin-social/lib/sentiment/index.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const python = process.env.PHD_ORACLE_PYTHON ?? join(root, '.oracle', 'bin', 'python')
const rounds = Number(process.argv[2] ?? 7)

const server = `
import json, sys, time, platform
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
analyzer = SentimentIntensityAnalyzer()
texts = json.loads(sys.stdin.readline())
print(json.dumps(platform.python_version()), flush=True)
for _ in sys.stdin:
    wall, cpu = time.perf_counter(), time.process_time()
    total = 0.0
    for text in texts:
        total += analyzer.polarity_scores(text)['compound']
    print(json.dumps({'cpu': time.process_time() - cpu, 'wall': time.perf_counter() - wall, 'total': total}), flush=True)
`

function readTexts() {
  const shared = join(root, '..', 'shared', 'data')
  const sets = ['tweets-crisislex-t26', 'tweets-idrisi', 'tweets-crisislex-t6-floods', 'tweets-emoji2vec-human-sentiment']
  const own = join(root, 'packages', 'plugin-social', 'data', 'quickstart-posts.jsonl')
  const texts = (file) =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).text)
  if (!existsSync(shared)) return { from: 'quickstart posts x 200', texts: Array.from({ length: 200 }, () => texts(own)).flat() }
  const files = sets.flatMap((set) =>
    readdirSync(join(shared, set))
      .filter((file) => file.endsWith('.jsonl'))
      .map((file) => join(shared, set, file)),
  )
  return { from: sets.join('+'), texts: files.flatMap(texts) }
}

function ourRound(texts, lexicon) {
  const cpu = process.cpuUsage()
  const wall = performance.now()
  let total = 0
  for (const text of texts) total += vaderScores(text, lexicon).compound
  const used = process.cpuUsage(cpu)
  return { cpu: (used.user + used.system) / 1e6, wall: (performance.now() - wall) / 1e3, total }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const { from, texts } = readTexts()
const lexicon = readLexicon()
const peer = spawn(python, ['-c', server], { stdio: ['pipe', 'pipe', 'inherit'] })
const answers = createInterface({ input: peer.stdout })[Symbol.asyncIterator]()
const ask = async (line) => {
  peer.stdin.write(`${line}\n`)
  return JSON.parse((await answers.next()).value)
}

const pythonVersion = await ask(JSON.stringify(texts))
const ours = []
const theirs = []
for (let round = 0; round < rounds; round++) {
  ours.push(ourRound(texts, lexicon))
  theirs.push(await ask('go'))
  const rate = (runs) => Math.round(texts.length / runs.at(-1).cpu)
  console.log(
    `round ${round + 1}/${rounds}: phd ${rate(ours)} texts per CPU second, Python ${rate(theirs)}; totals differ by ${Math.abs(ours.at(-1).total - theirs.at(-1).total)}`,
  )
}
peer.stdin.end()

const perCpuSecond = (runs) => Math.round(texts.length / median(runs.map(({ cpu }) => cpu)))
const perSecond = (runs) => Math.round(texts.length / median(runs.map(({ wall }) => wall)))
const ratio = median(ours.map(({ cpu }, i) => theirs[i].cpu / cpu))
const machine = `${cpus()[0].model.trim()} x ${cpus().length}`
const rows = [
  [
    'implementation',
    'version',
    'runtime',
    'texts',
    'rounds',
    'median_texts_per_cpu_second',
    'median_texts_per_second',
    'median_ratio_to_python',
    'texts_from',
    'machine',
  ],
  ['phd', '3.3.2 rules', `Node ${process.versions.node}`, texts.length, rounds, perCpuSecond(ours), perSecond(ours), ratio.toFixed(2), from, machine],
  ['vaderSentiment', '3.3.2', `Python ${pythonVersion}`, texts.length, rounds, perCpuSecond(theirs), perSecond(theirs), '1.00', from, machine],
]
mkdirSync(join(root, 'bench', 'results'), { recursive: true })
writeFileSync(join(root, 'bench', 'results', 'vader.csv'), `${rows.map((row) => row.join(',')).join('\n')}\n`)
console.log(`median of paired ratios: ${ratio.toFixed(2)}; bench/results/vader.csv`)
