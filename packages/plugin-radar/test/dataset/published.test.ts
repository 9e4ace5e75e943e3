import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { random } from '@phd/core'
import { buildDataset, encodeSample, openDataset, type Sample } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { gzippedRecords } from '../../lib/tfrecord/index.js'
import { phd, temporaryFolder } from '../cli.js'
import { noPython, runPython } from '../oracle.js'

const folder = temporaryFolder()
const shapes = { rainfallradar: [7, 3, 2] as [number, number, number], waterdepth: [6, 4] as [number, number] }
const heightmap = join(folder, 'humber.asc')
writeFileSync(
  heightmap,
  `ncols 4\nnrows 6\nxllcorner 440500\nyllcorner 358300\ncellsize 500\nNODATA_value -9999\n${Array.from({ length: 6 }, (_, y) => Array.from({ length: 4 }, (_, x) => y * 10 + x).join(' ')).join('\n')}\n`,
)

function sample(seed: number, binary: boolean): Sample {
  const draw = random(seed, 'published')
  return {
    rain: Float32Array.from({ length: 42 }, () => draw() * 0.5),
    depthMetres: Float32Array.from({ length: 24 }, () => (binary ? Number(draw() > 0.5) : draw() * 2)),
  }
}

/** Files of the layout: `sizes` records each. */
function publish(name: string, sizes: number[], binary = false): string {
  const dir = join(folder, name)
  mkdirSync(dir)
  writeFileSync(join(dir, 'metadata.json'), JSON.stringify(shapes))
  sizes.forEach((size, file) => {
    writeFileSync(
      join(dir, `${file}.tfrecord.gz`),
      gzippedRecords(Array.from({ length: size }, (_, i) => encodeSample(sample(file * 1000 + i, binary), shapes))),
    )
  })
  return dir
}

describe('published shards', () => {
  test('become a dataset: every record once, unchanged, in order of the numbers of the files; what is unknown is said', async () => {
    const sizes = [3, 70, 5, 5, 5, 5, 5, 5, 5, 5, 5, 129]
    const dir = publish('old', sizes)
    const out = join(folder, 'moved')
    const { stdout, exitCode } = await phd('radar', 'build', '--published', dir, '--heightmap', heightmap, '--out', out, '--test-percent', '20')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Validation holds out files drawn with seed 1, as the published system does: neighbours in time lie on both sides.')
    expect(stdout).toContain('Note: The times of published shards are not known')
    expect(stdout).toContain('Note: The published code did not apply its offset')
    const dataset = await openDataset(out)
    const all = (['train', 'validate', 'test'] as const).flatMap((split) => dataset.samples(split).map((index) => ({ ...index, split })))
    expect(all.length).toBe(sizes.reduce((sum, size) => sum + size, 0))
    for (const index of all) expect(await dataset.readSample(index)).toEqual(sample(Number(index.event.slice(5)) * 1000 + index.minute / 5, false))
    const sides = new Map<string, Set<string>>()
    for (const { event, split } of all) sides.set(event, (sides.get(event) ?? new Set()).add(split))
    expect([...sides.values()].every((side) => side.size === 1)).toBe(true)
    expect(dataset.metadata.places[0].shards.map(({ event }) => event)).toEqual(sizes.flatMap((size, file) => Array(Math.ceil(size / 64)).fill(`file-${file}`)))
    expect((await dataset.readPlace('humber')).heightMetres[23]).toBe(53)
    expect(dataset.metadata.split.notes.length).toBe(3)
  })

  test('binary water, duplicates and a second build give what is expected', async () => {
    const dir = publish('binary', [5, 5, 5], true)
    writeFileSync(join(dir, '3.tfrecord.gz'), gzippedRecords([encodeSample(sample(0, true), shapes), encodeSample(sample(9999, true), shapes)]))
    const metadata = await buildDataset({ published: { dir, heightmap }, out: join(folder, 'binary-out'), dedupe: true })
    expect(metadata.counts?.duplicatesRemoved).toBe(1)
    expect(metadata.places[0].shards.map(({ event, records }) => [event, records])).toEqual([
      ['file-0', 5],
      ['file-1', 5],
      ['file-2', 5],
      ['file-3', 1],
    ])
  })

  test('another terrain, other options, no shards, a damaged one', async () => {
    const dir = publish('wrong', [2, 2])
    const refused = (options: object, from = dir) =>
      expect(buildDataset({ published: { dir: from, heightmap }, out: join(folder, 'never'), ...options })).rejects
    await refused({ tile: 2 }).toMatchObject({ code: 'RADAR_PUBLISHED', received: '--tile' })
    await refused({ stride: 2 }).toMatchObject({ code: 'RADAR_PUBLISHED', received: '--stride' })
    await refused({}, join(folder, 'nowhere')).toMatchObject({ code: 'RADAR_PUBLISHED', expected: 'files N.tfrecord.gz' })
    const small = join(folder, 'small.asc')
    writeFileSync(small, 'ncols 1\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 500\n7\n')
    await refused({ published: { dir, heightmap: small } }).toMatchObject({ code: 'RADAR_PUBLISHED', expected: '6x4 cells', received: '1x1 cells' })
    writeFileSync(join(dir, '1.tfrecord.gz'), 'no gzip')
    await refused({}).toMatchObject({ code: 'RADAR_SHARD_CORRUPT' })
  })

  test.skipIf(noPython)(`shards that TensorFlow wrote, as the published converter does${noPython ? ` (${noPython})` : ''}`, async () => {
    const dir = join(folder, 'tensorflow')
    mkdirSync(dir)
    runPython(
      `
import sys, json, numpy as np, tensorflow as tf
for f in range(2):
    with tf.io.TFRecordWriter(f"{sys.argv[1]}/{f}.tfrecord.gz", tf.io.TFRecordOptions(compression_type="GZIP", compression_level=9)) as out:
        for i in range(4):
            rain = tf.clip_by_value(tf.constant(np.full((7, 3, 2), 10.0 * (f + 1) + i, np.float32)) / 100, 0, 1)
            water = tf.constant(np.full((6, 4), 0.25 * i, np.float32))
            feature = lambda t: tf.train.Feature(bytes_list=tf.train.BytesList(value=[tf.io.serialize_tensor(t).numpy()]))
            out.write(tf.train.Example(features=tf.train.Features(feature={"rainfallradar": feature(rain), "waterdepth": feature(water)})).SerializeToString())
json.dump({"rainfallradar": [7, 3, 2], "waterdepth": [6, 4]}, open(f"{sys.argv[1]}/metadata.json", "w"))
`,
      dir,
    )
    await buildDataset({ published: { dir, heightmap }, out: join(folder, 'tf-out') })
    const dataset = await openDataset(join(folder, 'tf-out'))
    const all = [...dataset.samples('train'), ...dataset.samples('validate')].sort((a, b) => (a.event < b.event ? -1 : 1))
    expect(all.length).toBe(8)
    for (const index of all) {
      const [f, i] = [Number(index.event.slice(5)), index.minute / 5]
      const { rain, depthMetres } = await dataset.readSample(index)
      expect(new Set(rain)).toEqual(new Set([Math.fround(Math.fround(10 * (f + 1) + i) / 100)]))
      expect(new Set(depthMetres)).toEqual(new Set([0.25 * i]))
    }
  })
})
