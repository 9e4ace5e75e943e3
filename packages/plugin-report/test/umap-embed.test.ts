/** `phd report embed`: files and runs in, a recorded embedding out; what cannot be read says why. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execute, readResult, Store, writeResult } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import it_ from '../lib/umap/experiment.js'
import { openInput } from '../lib/umap/input.js'
import { params } from '../lib/umap/params.js'
import { readVectors } from '../lib/umap/read/index.js'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { floats, npy, twoGroups } from './fixtures/embedding.js'
import { hasPython, python } from './fixtures/judge.js'

const folder = temporaryFolder()
const at = (name: string) => join(folder, name)
const write = (name: string, data: string | Uint8Array) => {
  writeFileSync(at(name), data)
  return at(name)
}

/** Code, message, what was expected and what came. */
function refusal(attempt: () => unknown): string {
  try {
    attempt()
  } catch (error) {
    const { code, message, expected, received } = error as { code: string; message: string; expected?: string; received?: string }
    return `${code} ${message.replace(`${folder}/`, '')} | ${expected} | ${received}`
  }
  return 'nothing'
}

describe('NumPy files', () => {
  it.skipIf(!hasPython)('every type, order and version that NumPy writes (needs .oracle or PHD_ORACLE_PYTHON)', () => {
    const script = `
import numpy as np, sys
x = np.arange(12).reshape(4, 3)
for t in ['f2','f4','f8','i1','i2','i4','i8','u1','u2','u4','u8','>f4','>f8','>i2','>i8','>f2']:
    np.save(f"{sys.argv[1]}/{t.replace('>','be-')}.npy", x.astype(t))
np.save(sys.argv[1] + '/fortran.npy', np.asfortranarray(x.astype('f4')))
np.save(sys.argv[1] + '/bool.npy', x % 2 == 0)
np.save(sys.argv[1] + '/halves.npy', np.array([[0.1, -2.5, 65504], [6e-8, np.nan, -np.inf]], 'f2'))
for v in [(2, 0), (3, 0)]:
    with open(f'{sys.argv[1]}/version{v[0]}.npy', 'wb') as f: np.lib.format.write_array(f, x.astype('f4'), version=v)
np.save(sys.argv[1] + '/objects.npy', np.array([[{}], [1]], dtype=object), allow_pickle=True)
np.save(sys.argv[1] + '/records.npy', np.zeros(3, dtype=[('a', '<f4'), ('b', '<f4')]))
np.save(sys.argv[1] + '/complex.npy', x.astype('c8'))`
    execFileSync(python, ['-c', script, folder])
    const same = [
      'f2',
      'f4',
      'f8',
      'i1',
      'i2',
      'i4',
      'i8',
      'u1',
      'u2',
      'u4',
      'u8',
      'be-f4',
      'be-f8',
      'be-i2',
      'be-i8',
      'be-f2',
      'fortran',
      'version2',
      'version3',
    ]
    for (const name of same)
      expect({ name, ...readVectors(at(`${name}.npy`)).points }).toEqual({ name, n: 4, d: 3, data: Float32Array.from({ length: 12 }, (_, i) => i) })
    expect([...readVectors(at('bool.npy')).points.data.subarray(0, 4)]).toEqual([1, 0, 1, 0])
    const halves = readVectors(at('halves.npy')).points.data
    expect(halves[0]).toBeCloseTo(0.1, 3)
    expect([...halves.subarray(1, 3), halves[3] > 5e-8 && halves[3] < 7e-8, halves[4], halves[5]]).toEqual([
      -2.5,
      65504,
      true,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
    ])
    for (const name of ['objects', 'records', 'complex'])
      expect(refusal(() => readVectors(at(`${name}.npy`)))).toMatch(/^REPORT_EMBED_NPY .* cannot be read\. \| numbers: f8, f4/)
  })

  const six = floats([1, 2, 3, 4, 5, 6])
  it.each([
    ['shape promises more than the file has', npy({ shape: '(1000000000, 1000)', data: six }), '4000000000000 bytes of data, as its header says | 24 bytes'],
    [
      'shape promises more than can be counted',
      npy({ shape: '(99999999999, 99999999999)', data: six }),
      'an array (vectors, dimensions) that is not empty | shape (99999999999, 99999999999)',
    ],
    ['cut short', npy({ shape: '(3, 2)', data: six.subarray(0, 20) }), '24 bytes of data, as its header says | 20 bytes'],
    [
      'header longer than the file',
      npy({ shape: '(3, 2)', data: six, version: 2, headerLength: 4294967295 }),
      'a header of at most 65536 bytes, within the file | 4294967295 bytes',
    ],
    ['one dimension', npy({ shape: '(6,)', data: six }), 'an array (vectors, dimensions) that is not empty | shape (6)'],
    ['nothing in it', npy({ shape: '(0, 4)', data: Buffer.alloc(0) }), 'an array (vectors, dimensions) that is not empty | shape (0, 4)'],
    ['negative shape', npy({ shape: '(-3, 2)', data: six }), 'an array (vectors, dimensions) that is not empty | shape ()'],
    ['no NumPy file', Buffer.from('PK\x03\x04 something else'), 'a file written by numpy.save | another beginning'],
    ['empty file', Buffer.alloc(0), 'a file written by numpy.save | another beginning'],
    [
      'a prototype for a type',
      npy({ descr: "'<toString1'", shape: '(3, 2)', data: six }),
      "numbers: f8, f4, f2, i8, u8, i4, u4, i2, u2, i1, u1, b1 | '<toString1'",
    ],
  ])('refuses: %s', (_, data, said) => {
    expect(refusal(() => readVectors(write('bad.npy', data)))).toBe(`REPORT_EMBED_NPY bad.npy cannot be read. | ${said}`)
  })
})

describe('CSV and TSV files', () => {
  const read = (text: string, labels?: string) => readVectors(write('it.csv', text), labels)

  it('with a heading, quotes, CRLF, a byte order mark, and a column of labels', () => {
    const { points, columns, labels } = read('\uFEFFa,"b, c",flood\r\n1,2.5,"Kerala, India"\r\n-3e2,4,"say ""x"""\r\n', 'flood')
    expect({ ...points, columns, labels }).toEqual({
      n: 2,
      d: 2,
      data: Float32Array.of(1, 2.5, -300, 4),
      columns: ['a', 'b, c'],
      labels: ['Kerala, India', 'say "x"'],
    })
  })

  it('without a heading, and with tabs', () => {
    expect(read('1,2\n3,4').columns).toEqual(['1', '2'])
    expect(readVectors(write('it.tsv', 'x\ty\n1\t2\n')).points.data).toEqual(Float32Array.of(1, 2))
  })

  it('an empty cell is NaN, which the check of the points names', () => {
    write('gap.csv', `a,b\n${twoGroups(20, 2).join('\n')}\n1,\n`)
    expect(refusal(() => openInput(params.parse({ file: at('gap.csv') }), ''))).toBe(
      'REPORT_EMBED_VALUES Row 20 (from 0) holds NaN or infinity. | finite numbers | undefined',
    )
  })

  it('labels of a file of their own', () => {
    write('labels.txt', 'a\r\nb\n')
    expect(read('1,2\n3,4', at('labels.txt')).labels).toEqual(['a', 'b'])
    expect(refusal(() => read('1,2\n3,4\n5,6', at('labels.txt')))).toMatch(
      /^REPORT_EMBED_LABELS labels.txt does not have one label a vector\. \| 3 lines, without a heading \| 2$/,
    )
  })

  it.each([
    ['1,2\n3\n', 'REPORT_EMBED_CSV it.csv cannot be read as vectors. | 2 values a line | 1 in line 2'],
    ['1,2\n3,4,5\n', 'REPORT_EMBED_CSV it.csv cannot be read as vectors. | 2 values a line | 3 in line 2'],
    ['a,b\n1,two\n', 'REPORT_EMBED_CSV it.csv cannot be read as vectors. | numbers | text in line 2, column "b"'],
    ['a,b\n', 'REPORT_EMBED_CSV it.csv cannot be read as vectors. | one vector a line | a heading only'],
    ['', 'REPORT_EMBED_CSV it.csv cannot be read as vectors. | one vector a line | an empty file'],
  ])('refuses %j', (text, said) => {
    expect(refusal(() => read(text))).toBe(said)
  })

  it('refuses labels that are nowhere, and other kinds of files', () => {
    expect(refusal(() => read('a,b\n1,2\n', 'flood'))).toBe(
      'REPORT_EMBED_LABELS it.csv has no column "flood", and there is no such file. | one of: a, b | flood',
    )
    expect(refusal(() => readVectors(at('no.npy')))).toMatch(/^REPORT_EMBED_FILE no.npy .* \| no such file$/)
    mkdirSync(at('folder.npy'), { recursive: true })
    expect(refusal(() => readVectors(at('folder.npy')))).toMatch(/a folder$/)
    expect(refusal(() => readVectors(write('it.txt', '1')))).toMatch(/another kind of file$/)
  })
})

describe('the experiment', () => {
  const store = new Store(at('runs'))
  const data = twoGroups(60, 5)
  beforeAll(() => {
    write('two.npy', npy({ shape: '(60, 5)', data: floats(data.flat()) }))
    write('two.txt', `${data.map((_, i) => (i % 2 ? 'odd' : 'even')).join('\n')}\n`)
  })
  const given = (more = {}) => ({ file: at('two.npy'), labels: at('two.txt'), epochs: 60, ...more })

  it('records points, control, a sample of the vectors and scores', async () => {
    const { run, error } = await execute(store, 'report/embed', it_, given())
    expect(error).toBeUndefined()
    const dir = store.dir(run.id)
    const embedding = readResult(dir, 'embedding', 'embedding')
    expect([embedding.points.length, embedding.control?.length, embedding.points[1].label]).toEqual([60, 60, 'odd'])
    const vectors = readResult(dir, 'vectors', 'vectors')
    expect([vectors.rows, vectors.columns.length, [...vectors.data]]).toEqual([60, 5, [...Float32Array.from(data.flat())]])
    const scores = readResult(dir, 'scores', 'table').rows
    expect(scores.map(({ measure }) => measure)).toEqual(['Trustworthiness, 15 neighbours', 'Label agreement, 15 neighbours', 'Silhouette of the labels'])
    expect(scores[1].data).toBe(1)
    expect(scores[1].p).toBe(0.001)
    expect(Math.abs((scores[1].control as number) - 0.5)).toBeLessThan(0.1)
    expect(Math.abs((scores[1].shuffled as number) - 29 / 59)).toBeLessThan(0.02)
  })

  it('gives the same bytes for the same seed, and goes on after a stop with the same end', async () => {
    const whole = await execute(store, 'report/embed', it_, given({ epochs: 400 }))
    const bytes = (id: string) => ['embedding.json', 'vectors.f32', 'scores.json'].map((name) => readFileSync(join(store.dir(id), 'results', name), 'utf8'))
    const controller = new AbortController()
    const progress = {
      update: (_: number, __?: number, note?: string) => note?.startsWith('neighbours of random') && controller.abort(),
      interrupt: (f: () => void) => f(),
      end() {},
    }
    const stopped = await execute(store, 'report/embed', it_, given({ epochs: 400 }), { signal: controller.signal, progress })
    expect(stopped.run.status).toBe('stopped')
    const resumed = await execute(store, 'report/embed', it_, undefined, { resume: store.open(stopped.run.id) })
    expect(resumed.run.status).toBe('done')
    expect(bytes(resumed.run.id)).toEqual(bytes(whole.run.id))
  })

  it('takes the vectors of a run, with who may see them', async () => {
    const made = store.create()
    store.write({ ...store.list()[0], id: made, experiment: 'some/features' })
    const data = Float32Array.from(twoGroups(30, 4).flat())
    writeResult(store.dir(made), 'vectors', { shape: 'vectors', title: 'Features', sharing: 'personal', rows: 30, columns: ['a', 'b', 'c', 'd'], data })
    const { run, error } = await execute(store, 'report/embed', it_, { run: 'latest', epochs: 20 })
    expect(error).toBeUndefined()
    expect((run.result as { from: string }).from).toBe(`${made}, vectors`)
    expect(readResult(store.dir(run.id), 'embedding', 'embedding').sharing).toBe('personal')
    expect(readResult(store.dir(run.id), 'scores', 'table').rows.length).toBe(1)
    const none = await execute(store, 'report/embed', it_, { run: 'latest', result: 'other', epochs: 20 })
    expect(none.run.error?.code).toBe('RUN_NOT_FOUND')
  })

  it('on the command line: what a person reads, and what a program does', async () => {
    const { code, stdout, stderr } = await phd(['report', 'embed', 'two.npy', '--labels', 'two.txt', '--epochs', '60'], folder)
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toMatch(/UMAP of 60 vectors of 5 dimensions\./)
    expect(stdout).toMatch(/Of the 15 nearest in the picture 100 % have the point's own label, 49 % with shuffled labels \(p = 0\.001, 999 shuffles\)\./)
    const few = await phd(['report', 'embed', 'two.npy', '--neighbours', '60', '--json'], folder)
    expect([few.code, JSON.parse(few.stdout).error]).toEqual([
      1,
      expect.objectContaining({ code: 'REPORT_EMBED_FEW', expected: 'more than 60', received: '60' }),
    ])
    const none = await phd(['report', 'embed', '--json'], folder)
    expect([none.code, JSON.parse(none.stdout).error.code]).toEqual([2, 'REPORT_EMBED_INPUT'])
  })
})
