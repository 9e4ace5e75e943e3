// Records a second: ours beside TensorFlow in Python writing and reading the same records, round by round in turn; hashing; whole builds.
//
//     node bench/build.js [rounds]       after `npm run build`; Python: $PHD_ORACLE_PYTHON or .oracle/bin/python
//
// Both write one file at gzip level 6 in one thread. Python's reader may use every core. Writes bench/results/build.csv.
import { spawn } from 'node:child_process'
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { buildDataset, createRasterStore, crsOf, decodeSample, encodeSample } from '@phd/plugin-radar'
import { FirstOfEach } from '../packages/plugin-radar/lib/dataset/build/dedupe.js'
import { recordHash } from '../packages/plugin-radar/lib/dataset/build/record-notes.js'
import { cutRecords, gzippedRecords } from '../packages/plugin-radar/lib/tfrecord/index.js'
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
/** The publication gives 150.12 hashes a second on an i7-4770; its machine is not this one. */
const publishedHashesPerSecond = 150.12

function row(name, variant, rates, ratio, versions) {
  rows.push({
    case: name,
    variant,
    records_per_s: median(rates).toFixed(1),
    p10: percentile(rates, 0.1).toFixed(1),
    n: rates.length,
    ratio,
    machine: machine(),
    versions,
  })
  console.log(`${name}: ${variant} ${median(rates).toFixed(0)}/s${ratio ? `, ratio ${ratio}` : ''}`)
}

const seconds = async (work) => {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
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
  const rates = { write: [], read: [], peerWrite: [], peerRead: [], hash: [] }
  for (let round = 0; round < rounds; round++) {
    rates.write.push(all.length / (await seconds(() => writeFileSync(ours, gzippedRecords(all.map((sample) => encodeSample(sample, it)))))))
    rates.peerWrite.push(all.length / (await ask({ do: 'write', file: theirs })).seconds)
    rates.read.push(
      all.length /
        (await seconds(async () => {
          for await (const record of cutRecords(createReadStream(ours), ours, true)) decodeSample(record, it, ours)
        })),
    )
    rates.peerRead.push(all.length / (await ask({ do: 'read', file: theirs })).seconds)
    const records = all.map((sample) => encodeSample(sample, it))
    rates.hash.push(records.length / (await seconds(() => new FirstOfEach().keep(records.map((record) => recordHash(record, 'terrain'))))))
  }
  row(`write, ${it.name}`, 'phd', rates.write, paired(rates.write, rates.peerWrite), node)
  row(`write, ${it.name}`, 'tensorflow', rates.peerWrite, '1.00', tensorflow)
  row(`read, ${it.name}`, 'phd', rates.read, paired(rates.read, rates.peerRead), node)
  row(`read, ${it.name}`, 'tensorflow', rates.peerRead, '1.00', tensorflow)
  row(`hash and dedupe, ${it.name}`, 'phd', rates.hash, (median(rates.hash) / publishedHashesPerSecond).toFixed(0), node)
}
peer.stdin.end()

// From stores: 174x105 radar cells of a long day, water of 348x210 cells every 5 minutes.
const stores = await plantDay(folder, cases.published)
const builds = { 1: [], 2: [] }
for (let round = 0; round < Math.min(3, rounds); round++) {
  for (const workers of [1, 2]) {
    const out = join(folder, `out-${round}-${workers}`)
    let count = 0
    const taken = await seconds(async () => {
      const metadata = await buildDataset({ stores: [stores], out, workers, validateShare: 0.2 })
      count = metadata.places.flatMap(({ shards }) => shards).reduce((sum, shard) => sum + shard.records, 0)
    })
    builds[workers].push(count / taken)
    rmSync(out, { recursive: true })
  }
}
row(`radar build, ${cases.published.name}`, 'phd, 1 worker', builds[1], '1.00', node)
row(`radar build, ${cases.published.name}`, 'phd, 2 workers', builds[2], paired(builds[2], builds[1]), node)
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
