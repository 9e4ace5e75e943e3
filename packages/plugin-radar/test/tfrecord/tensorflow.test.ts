import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { random } from '@phd/core'
import { describe, expect, test } from 'vitest'
import { decodeSample, encodeSample } from '../../lib/dataset/index.js'
import { gzippedRecords, readRecords } from '../../lib/tfrecord/index.js'
import { temporaryFolder } from '../cli.js'
import { noPython, runPython } from '../oracle.js'

const shapes = { rainfallradar: [7, 5, 4] as [number, number, number], waterdepth: [9, 13] as [number, number] }

const read = `
import sys, json, hashlib, tensorflow as tf
out = []
spec = {"rainfallradar": tf.io.FixedLenFeature([], tf.string), "waterdepth": tf.io.FixedLenFeature([], tf.string)}
for raw in tf.data.TFRecordDataset(sys.argv[1], compression_type="GZIP"):
    parsed = tf.io.parse_single_example(raw, spec)
    rain = tf.io.parse_tensor(parsed["rainfallradar"], tf.float32)
    water = tf.io.parse_tensor(parsed["waterdepth"], tf.float32)
    feature = lambda b: tf.train.Feature(bytes_list=tf.train.BytesList(value=[b]))
    again = tf.train.Example(features=tf.train.Features(feature={
        "rainfallradar": feature(tf.io.serialize_tensor(rain).numpy()), "waterdepth": feature(tf.io.serialize_tensor(water).numpy())}))
    out.append({"rainShape": rain.shape.as_list(), "waterShape": water.shape.as_list(),
        "rain": rain.numpy().tobytes().hex(), "water": water.numpy().tobytes().hex(),
        "sameBytes": again.SerializeToString(deterministic=True) == raw.numpy()})
print(json.dumps(out))
`

const write = `
import sys, numpy as np, tensorflow as tf
rng = np.random.default_rng(5)
feature = lambda b: tf.train.Feature(bytes_list=tf.train.BytesList(value=[b]))
def listed(values, keep=None):
    p = tf.make_tensor_proto(values)
    flat = values.reshape(-1)
    p.ClearField("tensor_content")
    p.float_val.extend((flat if keep is None else flat[:keep]).tolist())
    return p.SerializeToString()
raw = open(sys.argv[2], "wb")
with tf.io.TFRecordWriter(sys.argv[1], tf.io.TFRecordOptions(compression_type="GZIP", compression_level=9)) as out:
    for k in range(4):
        rain = rng.random((7, 5, 4), dtype=np.float32)
        water = (3 * rng.random((9, 13))).astype(np.float32)
        if k == 2: water[:] = 0.25
        if k == 3: rain.reshape(-1)[10:] = rain.reshape(-1)[9]
        pack = (lambda v: tf.io.serialize_tensor(v).numpy()) if k < 1 else listed
        features = {"waterdepth": feature(listed(water, 1) if k == 2 else pack(water)), "rainfallradar": feature(listed(rain, 10) if k == 3 else pack(rain)),
            "note": tf.train.Feature(int64_list=tf.train.Int64List(value=[k, -1]))}
        out.write(tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString())
        raw.write(rain.tobytes()); raw.write(water.tobytes())
with tf.io.TFRecordWriter(sys.argv[3]) as out:
    for text in [b"", b"a", b"rain" * 1000]: out.write(text)
`

describe.skipIf(noPython)('TensorFlow in Python', () => {
  test('reads our shards: values equal to the bit, and the same bytes when it serialises them itself', () => {
    const draw = random(3, 'oracle')
    const samples = Array.from({ length: 3 }, () => ({
      rain: Float32Array.from({ length: 140 }, () => draw()),
      depthMetres: Float32Array.from({ length: 117 }, () => 5 * draw()),
    }))
    const path = join(temporaryFolder(), 'ours.tfrecord.gz')
    writeFileSync(path, gzippedRecords(samples.map((sample) => encodeSample(sample, shapes))))
    const seen = JSON.parse(runPython(read, path)) as Record<string, unknown>[]
    const hex = (values: Float32Array) => Buffer.from(values.buffer).toString('hex')
    expect(seen).toEqual(
      samples.map(({ rain, depthMetres }) => ({ rainShape: [7, 5, 4], waterShape: [9, 13], rain: hex(rain), water: hex(depthMetres), sameBytes: true })),
    )
  })

  test('writes shards that we read: tensor_content, float_val, and float_val cut short where the last value repeats; and frames records with our bytes', async () => {
    const folder = temporaryFolder()
    runPython(write, join(folder, 'theirs.tfrecord.gz'), join(folder, 'raw'), join(folder, 'plain'))
    const raw = new Float32Array(new Uint8Array(readFileSync(join(folder, 'raw'))).buffer)
    let at = 0
    for await (const record of readRecords(join(folder, 'theirs.tfrecord.gz'))) {
      const { rain, depthMetres } = decodeSample(record, shapes, 'Theirs')
      expect(rain).toEqual(raw.subarray(at, at + 140))
      expect(depthMetres).toEqual(raw.subarray(at + 140, at + 257))
      at += 257
    }
    expect(at).toBe(raw.length)

    const ours = gunzipSync(gzippedRecords(['', 'a', 'rain'.repeat(1000)].map((text) => new TextEncoder().encode(text))))
    expect(Buffer.compare(ours, readFileSync(join(folder, 'plain')))).toBe(0)
  })
})
