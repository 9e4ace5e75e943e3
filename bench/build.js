// Records a second: ours beside TensorFlow in Python writing and reading the same records, round by round in turn; hashing; whole builds.
//
//     node bench/build.js [rounds]       after `npm run build`; Python: $PHD_ORACLE_PYTHON or .oracle/bin/python
//
// Both write one file at gzip level 6 in one thread. Python's reader may use every core, so that records a second of CPU stand
// beside those of the clock; on a busy machine they are the ones to read. Writes bench/results/build.csv.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { buildDataset, createRasterStore, crsOf, decodeSample, encodeSample } from '@phd/plugin-radar'
import { FirstOfEach } from '../packages/plugin-radar/lib/dataset/build/dedupe.js'
import { recordHash } from '../packages/plugin-radar/lib/dataset/build/record-notes.js'
import { gzippedRecords, readRecords } from '../packages/plugin-radar/lib/tfrecord/index.js'
import { cases, samples } from './build/records.js'
import { machine, median, percentile, writeCsv } from './record.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const python = process.env.PHD_ORACLE_PYTHON ?? join(root, '.oracle', 'bin', 'python')
const rounds = Number(process.argv[2] ?? 7)
const folder = mkdtempSync(join(tmpdir(), 'phd-bench-build-'))
const peer = spawn(python, [join(root, 'bench', 'build', 'peer.py')], { stdio: ['pipe', 'pipe', 'inherit'] })
const answers = createInterface({ input: peer.stdout })[Symbol.asyncIterator]()
const ask = async (order) => {
  peer.stdin.write(`${JSON.stringify(order)}\n`)
  return JSON.parse((await answers.next()).value)
}
const { value: greeting } = await answers.next()
const peerVersions = JSON.parse(greeting)
const rows = []
/** `runs` are of { rate, cpuRate }; ratios are to `peerRuns`, round by round. */
function row(name, variant, runs, peerRuns, versions) {
  const rates = runs.map(({ rate }) => rate)
  const ratio = peerRuns
    ? paired(
        rates,
        peerRuns.map(({ rate }) => rate),
      )
    : ''
  const cpuRates = runs.map(({ cpuRate }) => cpuRate)
  const cpuRatio = peerRuns
    ? paired(
        cpuRates,
        peerRuns.map(({ cpuRate }) => cpuRate),
      )
    : ''
  rows.push({
    case: name,
    variant,
    records_per_s: median(rates).toFixed(1),
    p10: percentile(rates, 0.1).toFixed(1),
    n: rates.length,
    ratio,
    records_per_cpu_s: median(cpuRates).toFixed(1),
    cpu_ratio: cpuRatio,
    load: (loadavg()[0] / cpus().length).toFixed(1),
    machine: machine(),
    versions,
  })
  console.log(`${name}: ${variant} ${median(rates).toFixed(0)}/s (${ratio}), ${median(cpuRates).toFixed(0)} a CPU second (${cpuRatio})`)
}

/** Records a second of the clock and of CPU, all threads. */
const rateOf = async (records, work) => {
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  const count = (await work()) ?? records
  const used = process.cpuUsage(cpu)
  return { rate: count / ((performance.now() - start) / 1000), cpuRate: count / ((used.user + used.system) / 1e6) }
}

const askRate = async (order) => {
  const { records, seconds, cpu } = await ask(order)
  return { rate: records / seconds, cpuRate: records / cpu }
}

/** Median of the ratios of rounds, as neighbours in time share the machine's moods. */
const paired = (ours, theirs) => median(ours.map((rate, i) => rate / theirs[i])).toFixed(2)

const node = `node ${process.versions.node}`
const tensorflow = `tensorflow ${peerVersions.tensorflow}; python ${peerVersions.python}`
for (const it of Object.values(cases)) {
  const all = samples(it)
  const raw = (values) => Buffer.concat(values.map((one) => Buffer.from(one.buffer)))
  writeFileSync(join(folder, 'rain'), raw(all.map(({ rain }) => rain)))
  writeFileSync(join(folder, 'water'), raw(all.map(({ depthMetres }) => depthMetres)))
  await ask({ do: 'load', rain: join(folder, 'rain'), water: join(folder, 'water'), rainShape: it.rainfallradar, waterShape: it.waterdepth })
  const [ours, theirs] = [join(folder, 'phd.tfrecord.gz'), join(folder, 'peer.tfrecord.gz')]
  const runs = { write: [], read: [], peerWrite: [], peerRead: [], hash: [] }
  const records = all.map((sample) => encodeSample(sample, it))
  for (let round = 0; round < rounds; round++) {
    runs.write.push(await rateOf(all.length, () => writeFileSync(ours, gzippedRecords(all.map((sample) => encodeSample(sample, it))))))
    runs.peerWrite.push(await askRate({ do: 'write', file: theirs }))
    runs.read.push(
      await rateOf(all.length, async () => {
        for await (const record of readRecords(ours)) decodeSample(record, it, ours)
      }),
    )
    runs.peerRead.push(await askRate({ do: 'read', file: theirs }))
    runs.hash.push(
      await rateOf(4 * records.length, () => {
        const first = new FirstOfEach()
        for (let time = 0; time < 4; time++) first.keep(records.map((record) => recordHash(record, 'terrain')))
      }),
    )
  }
  row(`write, ${it.name}`, 'phd', runs.write, runs.peerWrite, node)
  row(`write, ${it.name}`, 'tensorflow', runs.peerWrite, runs.peerWrite, tensorflow)
  row(`read, ${it.name}`, 'phd', runs.read, runs.peerRead, node)
  row(`read, ${it.name}`, 'tensorflow', runs.peerRead, runs.peerRead, tensorflow)
  row(`hash and dedupe, ${it.name}`, 'phd', runs.hash, undefined, node)
}
peer.stdin.end()

// From stores: 174x105 radar cells of a long day, water of 348x210 cells every 5 minutes.
const stores = await plantDay(folder, cases.published)
const builds = { 1: [], 2: [] }
for (let round = 0; round < Math.min(3, rounds); round++) {
  for (const workers of [1, 2]) {
    const out = join(folder, `out-${round}-${workers}`)
    builds[workers].push(
      await rateOf(0, async () => {
        const { places } = await buildDataset({ stores: [stores], out, workers, validateShare: 0.2 })
        return places.flatMap(({ shards }) => shards).reduce((sum, shard) => sum + shard.records, 0)
      }),
    )
    rmSync(out, { recursive: true })
  }
}
row(`radar build, ${cases.published.name}`, 'phd, 1 worker', builds[1], builds[1], node)
row(`radar build, ${cases.published.name}`, 'phd, 2 workers', builds[2], builds[1], node)
writeCsv('build.csv', rows)
rmSync(folder, { recursive: true })

async function plantDay(dir, { rainfallradar: [, rows_, columns], waterdepth }) {
  const crs = crsOf('EPSG:27700')
  const grid = (shape, cell) => ({ rows: shape[0], columns: shape[1], west: 0, north: 348_000, cellX: cell, cellY: cell, crs })
  const paths = { rain: join(dir, 'rain.zarr'), water: join(dir, 'water.zarr'), terrain: join(dir, 'terrain.zarr') }
  const frames = 400
  const { rain, water } = weather(rows_, columns, waterdepth, 24)
  const rainStore = await createRasterStore(paths.rain, {
    grid: grid([rows_, columns], 1000),
    variables: [{ name: 'rain_rate', quantity: 'rain_rate', units: 'mm/h', inTime: true }],
  })
  const waterStore = await createRasterStore(paths.water, {
    grid: grid(waterdepth, 500),
    variables: [{ name: 'depth', quantity: 'water_depth', units: 'm', inTime: true }],
  })
  for (let k = 0; k < frames; k++) {
    await rainStore.append({ timeMs: (k + 1) * 300_000, minutes: 5 }, { rain_rate: rain[k % rain.length] })
    await waterStore.append({ timeMs: (k + 1) * 300_000, minutes: 0 }, { depth: water[k % water.length] })
  }
  await rainStore.close()
  await waterStore.close()
  const terrainStore = await createRasterStore(paths.terrain, {
    grid: grid(waterdepth, 500),
    variables: [{ name: 'elevation', quantity: 'elevation', units: 'm', inTime: false }],
  })
  await terrainStore.write('elevation', new Float32Array(waterdepth[0] * waterdepth[1]).fill(5))
  await terrainStore.close()
  return paths
}

function weather(rows_, columns, waterdepth, count) {
  const drawn = samples({ rainfallradar: [1, rows_, columns], waterdepth, records: count })
  return { rain: drawn.map(({ rain }) => rain.map((share) => share * 100)), water: drawn.map(({ depthMetres }) => depthMetres) }
}
