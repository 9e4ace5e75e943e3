/** The real command: packs, is killed, goes on, is unpacked on a bare machine by the line that it prints, and computes there. */
import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { findRuntime } from '../../lib/runtime/index.js'
import { inRoom, newRoom, whyNoRoom } from './bundle-room.js'
import { newFolder, phd, startPhd, until, whereIs } from './phd.js'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const installed = findRuntime('cpu')
const closed = whyNoRoom()

/** Prints the losses of three compiled steps. */
const step = `
const { tf, openTensorFlow, compile } = await import(process.argv[2])
await openTensorFlow('cpu')
const x = tf.tensor2d([[1, 2], [3, 4], [5, 7]])
const w = tf.variable(tf.tensor2d([[0.1], [0.2]]))
const learn = compile((x) => {
  const { value, grads } = tf.variableGrads(() => tf.mean(tf.square(tf.sub(tf.matMul(x, w), 1))), [w])
  w.assign(tf.sub(w, tf.mul(Object.values(grads)[0], 0.01)))
  return value
})
console.log([1, 2, 3].map(() => learn(x).dataSync()[0]).join(' '))
`

describe.skipIf(!installed)('bundle (needs: phd runtime install)', { timeout: 300_000 }, () => {
  const out = join(newFolder(), 'parts')
  const bundle = ['runtime', 'bundle', '--out', out, '--level', '1', '--part-size', '60MB']
  const parts = () => readdirSync(out).filter((name) => /^phd-bundle\.\d+$/.test(name))
  const sha256 = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(out, name)))
      .digest('hex')
  const room = closed ? undefined : newRoom()
  afterAll(() => room && rmSync(room, { recursive: true, force: true }))

  it('killed, leaves whole parts and no sums; run again, it keeps them and ends', async () => {
    const killed = startPhd(bundle, {})
    await until(() => existsSync(join(out, 'phd-bundle.001')), 'two parts are there')
    killed.kill('SIGKILL')
    await new Promise((resolve) => killed.on('exit', resolve))
    expect(existsSync(join(out, 'SHA256SUMS'))).toBe(false)
    const before = parts().map((name) => [name, sha256(name)])
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))
    expect(manifest).toMatchObject({ complete: false, device: 'cpu' })
    for (const { file, sha256: expected } of manifest.parts) expect(sha256(file)).toBe(expected)

    const { code, stdout, stderr } = await phd([...bundle, '--json'], {})
    expect([code, stderr.replace(/^packing .*\n/gm, '')]).toEqual([0, ''])
    const answer = JSON.parse(stdout)
    expect(answer).toMatchObject({ out, complete: true, device: 'cpu', kept: manifest.parts.length, versions: { node: process.versions.node } })
    expect(answer.requires).toEqual({ platform: 'linux', arch: process.arch, glibc: expect.stringMatching(/^2\.\d+$/) })
    expect(answer.bytes).toBe(answer.parts.reduce((total: number, part: { bytes: number }) => total + part.bytes, 0))
    expect(Math.max(...answer.parts.map((part: { bytes: number }) => part.bytes))).toBeLessThanOrEqual(60e6)
    expect(parts().map((name) => [name, sha256(name)])).toEqual(expect.arrayContaining(before))
    expect(answer.parts.map((part: { file: string; sha256: string }) => [part.file, part.sha256])).toEqual(parts().map((name) => [name, sha256(name)]))
    expect(readdirSync(out).sort()).toEqual(['SHA256SUMS', ...['manifest.json', ...parts()].sort()].sort())
  })

  it('again, has nothing to do, and prints how to unpack it, how large it is and what is not in it', async () => {
    const { code, stdout } = await phd(bundle, {})
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^(\d+) parts, 3\d\d MB in .*parts, after \d+s; \1 were there already\.\nUnpacked 1\.\d GB in \d+ files, for linux x64 with glibc 2\.\d+ or later\.\nLeft out:\n/,
    )
    expect(stdout).toMatch(/\d+ MB {2}source maps of packages: only debuggers read them\n/)
    expect(stdout).toContain('\n  sha256sum -c SHA256SUMS && cat phd-bundle.[0-9]* | gzip -dc | tar -xf -\n')
  })

  it.skipIf(closed)(`computes on a bare machine as here${closed ? ` (skipped: ${closed})` : ''}`, async () => {
    const at = join(room!, 'opt')
    for (const name of readdirSync(out)) linkSync(join(out, name), join(at, name))
    const { unpack } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))
    const unpacked = inRoom(room!, `cd /opt && ${unpack}`)
    expect(unpacked).toEqual({
      code: 0,
      output: parts()
        .map((name) => `${name}: OK\n`)
        .join(''),
    })
    for (const name of ['node', 'python3', 'grep', 'ls']) expect(inRoom(room!, name).code, name).toBe(127)

    const doctor = inRoom(room!, 'cd /tmp && /opt/phd-bundle/phd doctor')
    expect(doctor.output).toContain(`ok       Node          ${process.versions.node} (linux ${process.arch})\n`)
    expect(doctor.output).toMatch(/^ok {7}TensorFlow {4}2\.21\.0 \(cpu\) computes on the CPU$/m)
    expect(doctor.output).toMatch(/\nReady to train\.\n$/)
    expect(doctor.code).toBe(0)

    writeFileSync(join(room!, 'tmp', 'step.mjs'), step)
    const script = join(newFolder(), 'step.mjs')
    writeFileSync(script, step)
    const here = execFileSync(process.execPath, [script, join(root, 'packages/core/lib/tensor/index.js')], { encoding: 'utf8' })
    expect(here).toMatch(/^\S+ \S+ \S+\n$/)
    const readOnly = { readOnly: '/opt/phd-bundle' }
    const there = inRoom(
      room!,
      'HOME=/no/such; export HOME; cd /tmp && /opt/phd-bundle/node step.mjs /opt/phd-bundle/packages/core/lib/tensor/index.js',
      readOnly,
    )
    expect(there).toEqual({ code: 0, output: here })
    expect(inRoom(room!, 'cd /tmp && /opt/phd-bundle/phd list experiment', readOnly)).toEqual({ code: 0, output: expect.stringContaining('radar/train') })
    expect(inRoom(room!, ': > /opt/phd-bundle/new', readOnly).code).not.toBe(0)
  })

  it.skipIf(closed)(`checks its kernels and steps there, and trains a flood model${closed ? ` (skipped: ${closed})` : ''}`, () => {
    const readOnly = { readOnly: '/opt/phd-bundle' }
    const checked = inRoom(room!, 'cd /tmp && /opt/phd-bundle/gpu-check --device cpu --quick --sections ops,losses --out /tmp/check', readOnly)
    expect([checked.code, checked.code === 0 ? '' : checked.output]).toEqual([0, ''])
    const answer = JSON.parse(readFileSync(join(room!, 'tmp', 'check', 'gpu-check.json'), 'utf8'))
    expect(answer).toMatchObject({ agrees: true })

    const radar = (line: string) => inRoom(room!, `HOME=/tmp; export HOME; cd /tmp && /opt/phd-bundle/phd radar ${line}`, readOnly)
    expect(radar('world --out world --tiles 3 --storms 1 --size 32 --hours 2').code).toBe(0)
    expect(radar('build --pairs world --out dataset').code).toBe(0)
    const trained = radar('train --data dataset --window 32 --epochs 1 --device cpu')
    expect(trained.output).toMatch(/\nRun \S+\n/)
    expect(trained.code).toBe(0)
    expect(radar('train --data dataset --window 32 --device cuda:0')).toEqual({ code: 1, output: expect.stringContaining('Error RUNTIME_NO_GPU: ') })
  })

  it.skipIf(closed)(`a part that was damaged on its way does not unpack${closed ? ` (skipped: ${closed})` : ''}`, () => {
    const last = parts().at(-1)!
    rmSync(join(room!, 'opt', last))
    writeFileSync(join(room!, 'opt', last), 'damaged')
    const { unpack } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))
    const { code, output } = inRoom(room!, `cd /opt && ${unpack}`)
    expect([code === 0, output.includes(`${last}: FAILED`)]).toEqual([false, true])
  })

  it.skipIf(closed)(
    `where libraries are new enough, those of the system are taken; a link to the launcher works; PHD_HOME is kept${closed ? ` (skipped: ${closed})` : ''}`,
    async () => {
      const unpacked = join(room!, 'opt', 'phd-bundle')
      const link = join(newFolder(), 'phd')
      symlinkSync(join(unpacked, 'node'), link)
      const printed = ['-p', '[process.env.LD_LIBRARY_PATH, process.env.PHD_HOME, process.env.HOME, process.execPath].join("|")']
      const run = (file: string, env: NodeJS.ProcessEnv) =>
        new Promise((resolve, reject) =>
          execFile(file, printed, { env: { PATH: process.env.PATH, ...env } }, (error, stdout) => (error ? reject(error) : resolve(stdout.trim()))),
        )
      expect(await run(link, { HOME: '/no/such' })).toBe(`|${unpacked}/home|/no/such|${unpacked}/libexec/node`)
      const home = join(newFolder(), 'home')
      expect(await run(link, { PHD_HOME: home })).toBe(`|${home}|/tmp|${unpacked}/libexec/node`)
      const [runtime] = readdirSync(join(home, 'runtime'))
      expect(readFileSync(join(home, 'runtime', runtime, 'runtime.json'), 'utf8')).toContain('"device": "cpu"')
      expect(inRoom(room!, '/opt/phd-bundle/node -p process.env.LD_LIBRARY_PATH').output).toBe('/opt/phd-bundle/lib/system\n')
    },
  )

  it('a full disk is one clean error and nothing half-written', async () => {
    const there = newFolder()
    const limited = `ulimit -f 20000; exec "$0" "$@"`
    const args = ['-c', limited, process.execPath, join(root, 'bin', 'phd.js'), 'runtime', 'bundle', '--out', there, '--level', '1']
    const answer = await new Promise<{ code: unknown; stderr: string }>((resolve) =>
      execFile(whereIs('bash')!, args, (error, _, stderr) => resolve({ code: error?.code, stderr })),
    )
    expect(answer.stderr).toContain('Error DISK_FULL: ')
    expect(answer.code).toBe(1)
    expect(readdirSync(there)).toEqual(['manifest.json'])
  })
})

describe('what is wrong is told', () => {
  it.each([
    [['--part-size', '3 bananas'], 2, 'BUNDLE_PART_SIZE', 'expected: at least 5MB, for example 60MB'],
    [['--part-size', '60kB'], 2, 'BUNDLE_PART_SIZE', 'received: 60kB'],
    [['--level', '12'], 2, 'USAGE', '12'],
    [['--device', 'cuda'], 1, 'RUNTIME_MISSING', 'try:      phd runtime install --device cuda\n'],
    [['--device', 'cpu'], 1, 'RUNTIME_MISSING', 'try:      phd runtime install\n'],
  ])('%j', async (flags, exit, error, text) => {
    const PHD_HOME = newFolder()
    const { code, stderr } = await phd(['runtime', 'bundle', '--out', join(PHD_HOME, 'out'), ...flags], { PHD_HOME })
    expect(stderr).toContain(`Error ${error}: `)
    expect(stderr).toContain(text)
    expect([code, existsSync(join(PHD_HOME, 'out'))]).toEqual([exit, false])
  })

  it.skipIf(!installed)('a folder that holds something else is left alone', async () => {
    const out = newFolder()
    mkdirSync(join(out, 'thesis'))
    const { code, stderr } = await phd(['runtime', 'bundle', '--out', out], {})
    expect(stderr).toContain(`Error BUNDLE_OUT: ${out} holds something else.\n  expected: an empty folder, or that of a bundle\n  received: thesis\n`)
    expect([code, readdirSync(out)]).toEqual([1, ['thesis']])
  })
})
