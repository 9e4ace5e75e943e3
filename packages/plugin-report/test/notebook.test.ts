/** Notebooks taken in: figures come along, outputs, metadata and secrets do not. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bareJpeg, barePng, type Notebook, privateOutputs, secretSources, stripNotebook } from '../lib/notebook/index.js'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { hasPython, output, python } from './fixtures/judge.js'
import { png } from './fixtures/png.js'

type Output = Record<string, unknown>
let made = 0
const code = (source: string, outputs: Output[] = [], metadata = {}) => ({
  cell_type: 'code',
  id: `cell-${made++}`,
  execution_count: 7,
  metadata,
  source,
  outputs,
})
const shown = (data: Output): Output => ({ output_type: 'display_data', data, metadata: {} })
const printed = (text: string): Output => ({ output_type: 'stream', name: 'stdout', text: [text] })
const notebook = (cells: object[]) => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'python3', display_name: 'Python 3' }, widgets: { state: 'x' } },
  cells,
})
const parsed = (cells: object[]) => notebook(cells) as unknown as Notebook

const mapPng = png(1, 1, { tEXt: 'Author\0Somebody', eXIf: 'where' })
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10"><rect width="10" height="10" fill="#0072B2"/></svg>'
const cells = [
  { cell_type: 'markdown', id: 'm', metadata: {}, source: ['# Loss by epoch\n', 'Words.'] },
  code(
    'plt.plot(x)',
    [printed('somebody@example.org wrote 1234567890123456789'), shown({ 'image/png': mapPng.toString('base64'), 'text/plain': '<Figure>' })],
    {
      alt: 'The loss falls to 0.2 by epoch 9.',
      execution: { when: 'x' },
    },
  ),
  code('alt.Chart()', [shown({ 'image/svg+xml': [drawing], 'application/vnd.vegalite.v5+json': { mark: 'bar' } })]),
]

async function taken(value: unknown, ...args: string[]) {
  const folder = temporaryFolder()
  const file = join(folder, 'analysis.ipynb')
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
  const { code: exit, stdout, stderr } = await phd(['report', 'notebook', 'analysis.ipynb', ...args], folder)
  const runs = existsSync(join(folder, 'runs')) ? readdirSync(join(folder, 'runs')) : []
  return { folder, exit, stdout, stderr, runs, dir: join(folder, 'runs', runs[0] ?? '') }
}

describe('phd report notebook', () => {
  it('takes figures in with their alt texts and leaves outputs, counts and metadata behind', async () => {
    const { exit, stdout, stderr, dir } = await taken(notebook(cells))
    expect(stderr).not.toContain('Error')
    expect(exit).toBe(0)
    expect(stdout).toContain('2 figures taken in, 3 outputs left behind.')
    const { images } = JSON.parse(readFileSync(join(dir, 'results', 'pictures.json'), 'utf8'))
    expect(images).toEqual([
      { file: 'figures/cell-02-2.png', alt: 'The loss falls to 0.2 by epoch 9.', label: 'Loss by epoch' },
      { file: 'figures/cell-03-1.png', alt: 'Picture 1 of cell 3, under "Loss by epoch".', label: 'Loss by epoch' },
    ])
    expect(readFileSync(join(dir, 'figures', 'cell-02-2.png')).equals(png())).toBe(true)
    expect(JSON.parse(readFileSync(join(dir, 'figures', 'cell-03-1.vl.json'), 'utf8'))).toEqual({ mark: 'bar' })
    const stripped = readFileSync(join(dir, 'analysis.stripped.ipynb'), 'utf8')
    expect(stripped).toContain('plt.plot(x)')
    expect(stripped).not.toMatch(/somebody|image\/png|"execution"|widgets|"execution_count": 7/)
  })

  it.skipIf(!hasPython)('nbformat finds the stripped notebook valid (needs .oracle or PHD_ORACLE_PYTHON)', async () => {
    const { dir, folder } = await taken(notebook(cells), '--write', 'clean.ipynb')
    const script = 'import sys, nbformat; [nbformat.validate(nbformat.read(f, 4)) for f in sys.argv[1:]]; print("valid")'
    expect(output(python, ['-W', 'error', '-c', script, join(dir, 'analysis.stripped.ipynb'), join(folder, 'clean.ipynb')])).toBe('valid\n')
  })

  it('refuses to keep outputs that seem private, and says where without saying what', async () => {
    const { exit, stderr, runs } = await taken(notebook(cells), '--keep-outputs')
    expect(exit).toBe(1)
    expect(stderr).toContain('REPORT_NOTEBOOK_PRIVATE')
    expect(stderr).toContain('output of cell 2: e-mail address; output of cell 2: id of a post')
    expect(stderr).not.toContain('somebody')
    expect(runs).toEqual([])
    const accepted = await taken(notebook(cells), '--keep-outputs', '--accept', 'my own address')
    expect(accepted.exit).toBe(0)
    expect(readFileSync(join(accepted.dir, 'analysis.stripped.ipynb'), 'utf8')).toContain('somebody@example.org')
  })

  it('refuses secrets in cells, which stripping leaves there', async () => {
    const { exit, stderr } = await taken(notebook([code('consumer_secret = "abcdefghij0123456789"')]))
    expect(exit).toBe(1)
    expect(stderr).toContain('REPORT_NOTEBOOK_SECRET')
    expect(stderr).toContain('cell 1: password or token')
    expect(stderr).not.toContain('abcdefghij')
  })

  it('does not write over a file unless told to', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.ipynb'), JSON.stringify(notebook(cells)))
    const again = await phd(['report', 'notebook', 'a.ipynb', '--write', 'a.ipynb'], folder)
    expect(again.code).toBe(2)
    expect(again.stderr).toContain('REPORT_NOTEBOOK_EXISTS')
    expect((await phd(['report', 'notebook', 'a.ipynb', '--write', 'a.ipynb', '--replace'], folder)).code).toBe(0)
    expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).not.toContain('somebody')
  })

  it.each([
    ['no JSON', 'no notebook', 'is no JSON'],
    ['an old format', JSON.stringify({ nbformat: 3, worksheets: [] }), 'nbconvert --to notebook --nbformat 4'],
    ['no cells', JSON.stringify({ nbformat: 4 }), 'cells'],
    ['a picture that is none', JSON.stringify(notebook([code('x', [shown({ 'image/png': 'aGVsbG8=' })])])), 'bytes that are no whole PNG'],
    [
      'a picture of a billion pixels',
      JSON.stringify(notebook([code('x', [shown({ 'image/png': png(40_000, 40_000).toString('base64') })])])),
      '40000x40000 pixels',
    ],
    [
      'a drawing with a script',
      JSON.stringify(notebook([code('x', [shown({ 'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>' })])])),
      'REPORT_FIGURE_SVG',
    ],
  ])('refuses %s', async (_, text, message) => {
    const { exit, stderr, runs } = await taken(text)
    expect(exit).not.toBe(0)
    expect(stderr).toContain(message)
    expect(runs).toEqual([])
  })
})

describe('what must not leave', () => {
  it.each([
    ['e-mail address', 'to: a.b@example.co.uk'],
    ['user name', 'thanks @some_body for this'],
    ['id of a post', 'RT 1234567890123456789 done'],
    ['telephone number', 'call +44 1482 346311'],
    ['IP address', 'from 192.168.0.17'],
    ['access key', 'AKIAIOSFODNN7EXAMPLE'],
    ['private key', '-----BEGIN RSA PRIVATE KEY-----'],
  ])('finds an %s', (kind, text) => {
    expect(privateOutputs(parsed([code('x', [printed(text)])])).map((finding) => finding.kind)).toContain(kind)
  })

  it.each(['@tf.function\ndef step(x):', 'IoU 0.612345678901234567', 'loss: 0.2134 - 12s 1.2.3', 'epoch 20261124T221831-4klq', 'a @ b', 'shape (12345, 678)'])(
    'finds nothing in %j',
    (text) => {
      expect(privateOutputs(parsed([code('x', [printed(text)])]))).toEqual([])
    },
  )

  it('finds the columns of a printed table, and no secret where one is read from the environment', () => {
    expect(privateOutputs(parsed([code('x', [shown({ 'text/html': '<th>full_text</th><th>likes</th>' })])]))).toMatchObject([
      { kind: 'table column of posts or people', count: 1 },
    ])
    expect(secretSources(parsed([code('token = os.environ["TOKEN"]\npassword = getpass()')]))).toEqual([])
  })

  it('keeps the pixels of a picture and nothing beside them', () => {
    expect(barePng(mapPng)?.data.equals(png())).toBe(true)
    const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 8]), Buffer.from('Exif\0\0'), Buffer.from([0xff, 0xfe, 0, 6]), Buffer.from('home')])
    const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0, 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9])
    const start = Buffer.from([0xff, 0xd8])
    expect(bareJpeg(Buffer.concat([start, exif, frame]))).toEqual({ data: Buffer.concat([start, frame]), widthPx: 3, heightPx: 2 })
    expect(bareJpeg(Buffer.concat([start, exif]))).toBeUndefined()
  })

  it('keeps tags, drops the rest of the metadata', () => {
    const { notebook: bare, outputs } = stripNotebook(parsed([code('x', [printed('y')], { tags: ['plot'], colab: { user: 'me' } })]))
    expect(outputs).toBe(1)
    expect(bare.cells[0].metadata).toEqual({ tags: ['plot'] })
  })
})
