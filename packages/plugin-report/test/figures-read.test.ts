import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Curves, Table } from '@phd/core'
import { checkResult } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { fileHash, readDataFile } from '../lib/figures/read/index.js'

const folder = mkdtempSync(join(tmpdir(), 'phd-data-'))

function file(name: string, text: string | Uint8Array): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

function read(name: string, text: string) {
  const results = readDataFile(file(name, text))
  for (const [key, result] of results) checkResult(key, result)
  return results
}

const unreadable = expect.objectContaining({ code: 'REPORT_FIGURE_DATA' })

describe('a Keras CSVLogger file', () => {
  const results = read('training.csv', 'epoch,accuracy,loss,val_accuracy,val_loss,learning_rate\r\n0,0.5,1.2,0.4,1.3,0.1\r\n1,0.7,0.8,NA,0.9,0.1\r\n')
  it('is one set of curves for each metric, epochs counted from 1, no clock and no rate', () => {
    expect([...results.keys()]).toEqual(['accuracy', 'loss'])
    expect(results.get('loss')).toEqual({
      shape: 'curves',
      title: 'Loss by epoch',
      x: { label: 'epoch' },
      y: { label: 'loss' },
      series: [
        { name: 'train', x: [1, 2], y: [1.2, 0.8] },
        { name: 'validation', x: [1, 2], y: [1.3, 0.9] },
      ],
    })
  })
  it('leaves out a value that is missing', () => {
    expect((results.get('accuracy') as Curves).series[1]).toEqual({ name: 'validation', x: [1], y: [0.4] })
  })
})

describe('metrics.jsonl', () => {
  it('is read by its step; a line that a crash cut off does not count', () => {
    const results = read('metrics.jsonl', '{"step":10,"loss":2,"val/loss":3}\n{"step":20,"loss":1,"val/loss":2}\n{"step":30,"lo')
    expect((results.get('loss') as Curves).series).toEqual([
      { name: 'train', x: [10, 20], y: [2, 1] },
      { name: 'validation', x: [10, 20], y: [3, 2] },
    ])
  })
  it('with a broken line in the middle is refused by its number', () => {
    expect(() => readDataFile(file('broken.jsonl', '{"a":1}\noops\n{"a":2}\n'))).toThrow(
      expect.objectContaining({ code: 'REPORT_FIGURE_DATA', received: expect.stringContaining('line 2') }),
    )
  })
})

describe('a Keras History as JSON', () => {
  it('is read as its dict, as the object around it, and as rows', () => {
    for (const text of [
      '{"loss":[2,1],"val_loss":[3,NaN]}',
      '{"epoch":[0,1],"history":{"loss":[2,1],"val_loss":[3,NaN]}}',
      '[{"epoch":0,"loss":2,"val_loss":3},{"epoch":1,"loss":1}]',
    ]) {
      const { series } = read('history.json', text).get('loss') as Curves
      expect(series).toEqual([
        { name: 'train', x: [1, 2], y: [2, 1] },
        { name: 'validation', x: [1], y: [3] },
      ])
    }
  })
  it.each(['{', '3', '{"a":"b"}', 'null'])('%s is refused', (text) => {
    expect(() => readDataFile(file('no.json', text))).toThrow(unreadable)
  })
})

describe('a table', () => {
  it('with quotes, semicolons or tabs is a table', () => {
    const results = read('scores.csv', 'model,iou,n\n"DeepLab, small",0.61,5\n"a ""b""",0.4,5\n')
    const table = results.get('scores') as Table
    expect(table.rows).toEqual([
      { model: 'DeepLab, small', iou: 0.61, n: 5 },
      { model: 'a "b"', iou: 0.4, n: 5 },
    ])
    expect((read('s.csv', 'model;iou\na;0.5\n').get('s') as Table).rows).toEqual([{ model: 'a', iou: 0.5 }])
    expect((read('s.tsv', 'model\tiou\na\t0.5\n').get('s') as Table).rows).toEqual([{ model: 'a', iou: 0.5 }])
  })
  it('of places, of forecasts, of recall is what its columns say', () => {
    expect(read('p.csv', 'place,lat,lon,n\nHull,53.7,-0.3,120\n').get('p')).toMatchObject({ shape: 'geo', places: [{ name: 'Hull', n: 120, latitude: 53.7 }] })
    expect(read('c.csv', 'forecast,observed,n\n0.1,0.2,10\n').get('c')).toMatchObject({ shape: 'calibration' })
    expect(read('r.csv', 'recall,precision\n0,1\n1,0.4\n').get('r')).toMatchObject({ shape: 'curves', x: { label: 'recall' }, y: { label: 'precision' } })
  })
  it.each([
    ['one column', 'a\n1\n'],
    ['no rows', 'a,b\n'],
    ['uneven rows', 'a,b\n1,2,3\n'],
    ['a column twice', 'a,a\n1,2\n'],
    ['nothing', ''],
  ])('with %s is refused', (_, text) => {
    expect(() => readDataFile(file('bad.csv', text))).toThrow(unreadable)
  })
})

describe('TensorBoard event files, as TensorFlow 2.21 wrote them', () => {
  const logs = fileURLToPath(new URL('./fixtures/tensorboard', import.meta.url))
  it('hold scalars as simple values (train) and as tensors (validation)', () => {
    const results = readDataFile(logs)
    for (const [key, result] of results) checkResult(key, result)
    const { series, x } = results.get('epoch-loss') as Curves
    expect(x.label).toBe('epoch')
    expect(series.map(({ name, x: at }) => [name, at])).toEqual([
      ['train', [1, 2, 3, 4, 5]],
      ['validation', [1, 2, 3, 4, 5]],
    ])
    series.forEach(({ y }, i) => {
      y.forEach((value, epoch) => {
        expect(value).toBe(Math.fround(1 / (epoch + 1) + 0.125 * i))
      })
    })
    expect((results.get('learning-rate') as Curves).series[0]).toEqual({ name: 'train', x: [0, 1, 2, 3, 4], y: [1, 0.5, 0.25, 0.125, 0.0625] })
  })
  it('are read up to a record that is being written, and refused where a byte is wrong', () => {
    const bytes = readFileSync(join(logs, 'train', 'events.out.tfevents.1700000000.desk.1.0.v2'))
    const cut = readDataFile(file('events.out.tfevents.1.cut', bytes.subarray(0, bytes.length - 5)))
    expect((cut.get('learning-rate') as Curves).series[0].x).toEqual([0, 1, 2, 3])
    const wrong = Buffer.from(bytes)
    wrong[bytes.length - 10] ^= 1
    expect(() => readDataFile(file('events.out.tfevents.1.wrong', wrong))).toThrow(
      expect.objectContaining({ code: 'REPORT_FIGURE_DATA', received: expect.stringContaining('checksum') }),
    )
    expect(() => readDataFile(file('events.out.tfevents.1.text', 'no event file at all, but long enough to have a length'))).toThrow(unreadable)
  })
  it('have one hash for a folder', () => {
    expect(fileHash(logs)).toMatch(/^[0-9a-f]{64}$/)
  })
})

it('a file that is not there is named', () => {
  expect(() => readDataFile(join(folder, 'gone.csv'))).toThrow(
    expect.objectContaining({ message: expect.stringContaining('gone.csv'), received: 'there is no such file' }),
  )
})
