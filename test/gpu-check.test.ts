/** gpu-check: rehearsed on the CPU for real; what it judges and survives, from planted results and children that misbehave. */
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runItems } from '../bench/gpu-check/children.js'
import { compareLosses, relativeError, worstOutput } from '../bench/gpu-check/compare.js'
import { lossMoved, lossReference } from '../bench/gpu-check/loss-variants.js'
import { placements } from '../bench/gpu-check/placement.js'
import { reportText } from '../bench/gpu-check/report.js'
import { judgeLosses, judgePlacement } from '../bench/gpu-check/sections/losses.js'
import { judgeOp, runOps } from '../bench/gpu-check/sections/ops.js'
import { parseUsage, sampleUsage, summarise } from '../bench/gpu-check/usage.js'
import { root } from './cli/phd.js'

const temporary = () => mkdtempSync(join(tmpdir(), 'phd-gpu-check-'))

/** Of a process; empty where it has ended meanwhile. */
function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1')
  } catch {
    return ''
  }
}

function gpuCheck(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, 'bench', 'gpu-check.js'), ...args], { cwd: temporary(), env: { ...process.env, ...env } })
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text
    })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })))
}

describe('the command', () => {
  it('compares every kernel on the CPU, writes its two files and nothing else, and ends with 0', { timeout: 120_000 }, async () => {
    const out = join(temporary(), 'results')
    const { code, stdout, stderr } = await gpuCheck(['--quick', '--device', 'cpu', '--sections', 'ops', '--out', out, '--json'])
    expect(code, stderr).toBe(0)
    const report = JSON.parse(stdout)
    expect(JSON.parse(readFileSync(join(out, 'gpu-check.json'), 'utf8'))).toEqual(report)
    expect(readdirSync(out).sort()).toEqual(['gpu-check.json', 'gpu-check.md'])
    expect(report).toMatchObject({
      format: 1,
      complete: true,
      agrees: true,
      rehearsal: true,
      problems: [],
      facts: { device: 'cpu', versions: { node: process.versions.node } },
    })
    const { rows } = report.sections.ops
    expect(rows.length).toBeGreaterThan(40)
    for (const row of rows) {
      expect(Object.keys(row.errors), row.item).toEqual(expect.arrayContaining(['eager', 'compiled', 'XLA']))
      expect(row).toMatchObject({ item: expect.any(String), tolerance: expect.any(Number), failures: {}, problems: [] })
    }
    const bits = rows.filter(({ item }: { item: string }) => ['random bits', 'dropout'].includes(item))
    expect(bits.map(({ errors }: { errors: object }) => Object.values(errors).map(({ error }) => error))).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ])
    expect(readFileSync(join(out, 'gpu-check.md'), 'utf8')).toMatch(/everything agrees[\s\S]*A rehearsal[\s\S]*convolution 3x3 stride 2/)
  })

  it('ends with 1 where there is no GPU, and says how to rehearse', async () => {
    const { code, stderr } = await gpuCheck([], { PATH: temporary(), CUDA_VISIBLE_DEVICES: '' })
    expect(code).toBe(1)
    expect(stderr).toMatch(/RUNTIME_NO_GPU[\s\S]*--device cpu/)
  })

  it('ends with 1 where something fails, and lists it', async () => {
    const out = temporary()
    const { code } = await gpuCheck(['--quick', '--device', 'cpu', '--sections', 'pytorch', '--python', '/no/python', '--out', out])
    expect(code).toBe(1)
    expect(JSON.parse(readFileSync(join(out, 'gpu-check.json'), 'utf8'))).toMatchObject({
      complete: true,
      agrees: false,
      problems: [expect.stringMatching(/^pytorch: no PyTorch: \/no\/python: not found/)],
    })
  })

  it('is content without PyTorch where none was named', async () => {
    const out = temporary()
    const { code, stdout } = await gpuCheck(['--quick', '--device', 'cpu', '--sections', 'pytorch', '--out', out], { PATH: temporary() })
    expect(code).toBe(0)
    expect(stdout).toContain('No PyTorch beside it: python3: not found.\n')
  })

  it('stopped, leaves what it had, says so, and takes its children with it', async () => {
    const out = temporary()
    const child = spawn(process.execPath, [join(root, 'bench', 'gpu-check.js'), '--quick', '--device', 'cpu', '--out', out], { stdio: 'ignore' })
    const ended = new Promise((resolve) => child.on('close', resolve))
    const childOf = () => readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && environmentOf(pid).includes(join(out, 'temporary')))
    while (childOf().length === 0) await new Promise((later) => setTimeout(later, 50))
    child.kill('SIGTERM')
    expect(await ended).toBe(143)
    expect(readdirSync(out).sort()).toEqual(['gpu-check.json', 'gpu-check.md'])
    expect(JSON.parse(readFileSync(join(out, 'gpu-check.json'), 'utf8'))).toMatchObject({ complete: false, agrees: false, problems: ['stopped by SIGTERM'] })
    expect(childOf()).toEqual([])
  })

  it.each([
    [['--sections', 'ops,nothing'], '--sections nothing'],
    [['--fast'], '--fast'],
  ])('ends with 2 for %j', async (args, received) => {
    const { code, stderr } = await gpuCheck(args)
    expect(code).toBe(2)
    expect(stderr).toContain('GPU_CHECK_USAGE')
    expect(stderr).toContain(received)
  })
})

describe('comparing', () => {
  it('takes differences relative to the largest number, and no number for no agreement', () => {
    expect(relativeError([1, 2, 4.004], [1, 2, 4])).toBeCloseTo(1e-3, 10)
    expect(relativeError([0, 0], [0, 0])).toBe(0)
    for (const wrong of [[1, Number.NaN], [1, Number.POSITIVE_INFINITY], [1]]) expect(relativeError(wrong, [1, 2])).toBe(Number.POSITIVE_INFINITY)
    expect(relativeError([1], [Number.NaN])).toBe(Number.POSITIVE_INFINITY)
  })

  it('names the worst output, and takes another shape for no agreement', () => {
    const of = (name: string, values: number[], shape = [values.length]) => ({ name, shape, values })
    expect(worstOutput([of('y', [1]), of('dx', [3])], [of('y', [1]), of('dx', [2])])).toEqual({ error: 0.5, output: 'dx' })
    expect(worstOutput([of('y', [1, 2], [1, 2])], [of('y', [1, 2], [2, 1])]).error).toBe(Number.POSITIVE_INFINITY)
    expect(worstOutput([], [of('y', [1])]).error).toBe(Number.POSITIVE_INFINITY)
  })

  it('finds a wrong kernel, a missing one and a crash, path by path', () => {
    const row = { tolerance: 1e-4, errors: { eager: { error: 2e-4, output: 'value' }, bf16: { error: 2e-2, output: 'value' } }, failures: { XLA: 'no kernel' } }
    expect(judgeOp(row).problems).toEqual(['XLA fails: no kernel', 'eager differs by 2.0e-4 in value, allowed 0.0001'])
    expect(judgeOp({ ...row, failures: {}, errors: { bf16: { error: 0.2, output: 'value' } } }).problems).toHaveLength(1)
    const nan = JSON.parse(JSON.stringify({ error: Number.POSITIVE_INFINITY, output: 'value' }))
    expect(judgeOp({ tolerance: 1, errors: { eager: nan } }).problems).toEqual(['eager differs by no number in value, allowed 1'])
    expect(judgeOp({ failed: 'ended with SIGSEGV' }).problems).toEqual(['ended with SIGSEGV'])
  })

  it('allows a net what its own sensitivity does to it, but nothing in the first steps', () => {
    const reference = [1, 0.9, 0.8]
    const moved = [1, 0.9, 0.80008]
    expect(compareLosses([1, 0.9, 0.80072], reference, moved, 1e-5).agrees).toBe(true)
    expect(compareLosses([1, 0.9, 0.81], reference, moved, 1e-5)).toMatchObject({ agrees: false, step: 3 })
    expect(compareLosses([1, 0.9005, 0.8], reference, moved, 1e-5)).toMatchObject({ agrees: false, step: 2 })
    expect(compareLosses([1, 0.9], reference, moved, 1e-5).agrees).toBe(false)
  })

  it('finds a variant that trains otherwise, one that ends in NaN, and one that died', () => {
    const rows = [
      { item: lossReference, losses: [1, 0.9] },
      { item: lossMoved, losses: [1, 0.9] },
      { item: 'compiled', losses: [1, 0.9] },
      { item: 'XLA', losses: [1, 0.95] },
      { item: 'bf16', losses: [1, 'NaN'] },
      { item: 'compiled, TF32', failed: 'ended with SIGKILL' },
    ]
    expect(judgeLosses(rows).map(({ problems }) => problems)).toEqual([
      [],
      [],
      [],
      ['differs by 5.6e-2 at step 2, allowed 1.0e-4'],
      ['the loss of step 2 is NaN'],
      ['fails: ended with SIGKILL'],
    ])
    expect(judgeLosses([{ item: lossReference, failed: 'out of memory' }, rows[2]])[1].problems).toEqual(['nothing to compare with: eager failed'])
  })
})

describe('on a GPU', () => {
  const options = { device: 'cuda:0', quick: true, bf16: true }

  it('asks for every kernel exactly and with TensorFloat-32, and a planted disagreement is a problem', async () => {
    const asked: string[][] = []
    const answers = async (items: string[], { args }: { args: string[] }) => {
      asked.push(args.slice(1))
      const error = (item: string) => (item === 'gelu' && args[2] === 'off' ? 0.1 : 0)
      return items.map((item) => ({ item, tolerance: 1e-5, failures: {}, errors: { eager: { error: error(item), output: 'value' } } }))
    }
    const { rows, problems } = await runOps({ options, runItems: answers, tick: () => {} })
    expect(asked).toEqual([
      ['cuda:0', 'off', 'on', 'eager,compiled,XLA,bf16'],
      ['cuda:0', 'on', 'on', 'eager'],
    ])
    expect(problems).toEqual(['gelu: eager differs by 1.0e-1 in value, allowed 0.00001'])
    expect(rows.every(({ tf32 }) => tf32?.eager.error === 0)).toBe(true)
  })

  const log = (op: string, attributes: string, device: string) =>
    `I0000 executor.cc:879] Process node: 61 step -4438 {{node n}} = ${op}[${attributes}, _device="/job:localhost/device:${device}"](a, b) device: /job:localhost/replica:0/task:0/device:${device}\n`

  it('finds ops that TensorFlow left on the CPU, and a reference that is none', () => {
    const gpu = log('Conv2D', 'T=DT_FLOAT, padding="SAME"', 'GPU:0')
    const host = log('AddV2', 'T=DT_INT32', 'CPU:0') + log('_Recv', 'T=DT_FLOAT', 'CPU:0')
    const stray = log('SoftMagic', 'T=DT_BFLOAT16', 'CPU:0')
    const judged = (text: string, item: string) => judgePlacement({ item, ...placements(text) }, options)
    expect(placements(gpu + host + stray)).toEqual({ ops: { 'GPU:0': 1, 'CPU:0': 2 }, floatsOnCpu: { SoftMagic: 1 } })
    expect(judged(gpu + host, 'compiled')).toEqual([])
    expect(judged(gpu + stray, 'compiled')).toEqual(['on the CPU: 1 SoftMagic'])
    expect(judged(host, 'compiled')).toEqual(['no op on the GPU'])
    expect(judged(gpu, 'compiled, on the CPU')).toEqual(['1 ops on GPU:0'])
    expect(judged(stray, 'compiled, on the CPU')).toEqual([])
  })

  it('reads nvidia-smi, also of a card that tells nothing', () => {
    expect(parseUsage('93, 41, 12345, 310.52')).toEqual({ busy: 93, memoryBusy: 41, memoryMiB: 12345, watts: 310.52 })
    expect(parseUsage('[N/A], [N/A], 512, [N/A]')).toEqual({ busy: undefined, memoryBusy: undefined, memoryMiB: 512, watts: undefined })
    const line = (busy: number, memoryMiB: number) => ({ busy, memoryBusy: 0, memoryMiB, watts: 100 })
    expect(summarise([line(80, 500), line(100, 700)])).toEqual({ samples: 2, busyShare: 0.9, memoryBusyShare: 0, peakMemoryMiB: 700, watts: 100 })
    expect(summarise([]).busyShare).toBeUndefined()
  })

  it('samples nvidia-smi while something runs, and ends it', async () => {
    const tools = temporary()
    writeFileSync(join(tools, 'nvidia-smi'), '#!/bin/sh\nwhile :; do echo "50, 5, 100, 70"; sleep 0.05; done\n')
    chmodSync(join(tools, 'nvidia-smi'), 0o755)
    const { PATH } = process.env
    process.env.PATH = [tools, PATH].join(delimiter)
    const usage = sampleUsage('GPU-1')
    process.env.PATH = PATH
    const from = performance.now()
    let seen = usage.between(from, Number.POSITIVE_INFINITY)
    for (; seen.samples < 2; seen = usage.between(from, Number.POSITIVE_INFINITY)) await new Promise((later) => setTimeout(later, 20))
    expect(seen).toMatchObject({ busyShare: 0.5, peakMemoryMiB: 100 })
    expect(usage.between(from - 1000, from - 500).samples).toBe(0)
    usage.end()
    await usage.ended
    const { samples } = usage.between(from, Number.POSITIVE_INFINITY)
    await new Promise((later) => setTimeout(later, 200))
    expect(usage.between(from, Number.POSITIVE_INFINITY).samples).toBe(samples)
  })
})

describe('children', () => {
  const script = `
    const say = (message) => console.log(JSON.stringify(message))
    for (const item of process.argv.slice(1)) {
      say({ start: item })
      console.log('a library says { something')
      if (item === 'crash') { console.error('F0000 Check failed: no memory'); process.kill(process.pid, 'SIGSEGV'); for (;;); }
      if (item === 'hang') for (;;);
      say({ row: { item, value: 1 } })
    }`
  const run = (items: string[], more = {}) =>
    runItems(items, { command: process.execPath, args: ['-e', script, '--'], env: process.env, limitMs: 1500, ...more })

  it('go on after one that crashes and one that hangs', async () => {
    expect(await run(['a', 'crash', 'b', 'hang', 'c'])).toEqual([
      { item: 'a', value: 1 },
      { item: 'crash', failed: 'ended with SIGSEGV: F0000 Check failed: no memory' },
      { item: 'b', value: 1 },
      { item: 'hang', failed: 'no answer within 2 s' },
      { item: 'c', value: 1 },
    ])
  })

  it('that cannot even begin fail all their items once', async () => {
    const rows = await run(['a', 'b'], { args: ['-e', 'throw new Error("no such library")', '--'] })
    expect(rows).toEqual(['a', 'b'].map((item) => ({ item, failed: 'ended with code 1: Error: no such library' })))
    expect((await run(['a'], { command: '/no/such/program' }))[0].failed).toContain('ENOENT')
  })

  it('end when they are stopped', async () => {
    const stop = new AbortController()
    const running = run(['hang'], { limitMs: 60_000, signal: stop.signal })
    setTimeout(() => stop.abort('SIGINT'), 300)
    await expect(running).rejects.toBe('SIGINT')
  })
})

it('the table has what was found, whole or not', () => {
  const facts = {
    device: 'cuda:0',
    gpu: { name: 'NVIDIA H100', computeCapability: '9.0', memoryMiB: 81559, driver: '550.54' },
    cpu: { name: 'CPU', cores: 2, memoryGiB: 8, instructions: ['avx'] },
    bf16: true,
    versions: { tensorflow: '2.21.0', cuda: '12.5' },
  }
  const speed = {
    rows: [
      {
        net: 'small',
        item: 'compiled',
        images: 8,
        stepMs: 2,
        imagesPerSecond: 4000,
        cpuShare: 0.5,
        firstStepMs: 900,
        usage: { busyShare: 0.75, peakMemoryMiB: 900, watts: 200 },
      },
    ],
  }
  const pytorch = {
    rows: [
      { net: 'small', item: 'eager', images: 8, stepMs: 4, imagesPerSecond: 2000, cpuShare: 1, firstStepMs: 90 },
      { net: 'small', item: 'compile', failed: 'no compiler' },
    ],
  }
  const report = {
    complete: true,
    agrees: false,
    rehearsal: false,
    quick: false,
    started: 'now',
    seconds: 3,
    facts,
    sections: { speed, pytorch },
    problems: ['ops: gelu: far'],
  }
  const text = reportText(report)
  expect(text).toMatch(/^# gpu-check: 1 thing disagrees or fails\n/)
  expect(text).toMatch(/NVIDIA H100, compute capability 9.0/)
  expect(text).toMatch(/\| phd compiled +\| 8 +\| 2.00 +\| 4000 +\| 2.00 +\| 75 % +\| 900 MiB +\| 200/)
  expect(text).toContain('did not run: no compiler')
  expect(text).toContain('- ops: gelu: far')
  expect(reportText({ ...report, complete: false })).toMatch(/^# gpu-check: not finished/)
})
