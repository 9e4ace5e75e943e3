import { createParallelSolver, createSolver, type SolverOptions } from '@phd/plugin-radar'
import { describe, expect, test, vi } from 'vitest'
import { columns, hills, patchyRain, rows, square } from './terrain.js'

const options: SolverOptions = square(hills(7), {
  edge: { kind: 'free', slope: 0.004 },
  infiltrationMmPerHour: ({ infiltratedMetres }) => infiltratedMetres.map((taken) => 10 / (1 + 100 * taken)),
  track: { maximumDepth: true, arrivalDepthMetres: 0.01, maximumHazard: true },
  initialDepthMetres: hills(7).map((z) => Math.max(0, 98 - z)),
})
const frames = [patchyRain(1), patchyRain(2), undefined]

describe('createParallelSolver', () => {
  test.each([1, 2, 3, 4, 50])('%i threads give what one loop gives, to the last bit, sums and all', async (threads) => {
    const one = createSolver(options)
    const solver = await createParallelSolver(options, threads)
    expect(solver.threads).toBe(Math.min(threads, 12))
    for (const rain of frames) {
      one.advance(300, rain)
      await solver.advance(300, rain)
    }
    await solver.close()
    expect(solver.state()).toEqual(one.state())
    expect(solver.mass()).toEqual(one.mass())
    expect(solver.outflowCubicMetresPerSecond).toBe(one.outflowCubicMetresPerSecond)
    expect(one.mass().outflowCubicMetres).toBeGreaterThan(10)
    expect(one.mass().infiltrationCubicMetres).toBeGreaterThan(10)
  })

  test.each([1, 2, 3, 5])('a grid of %i rows has strips of two rows or more', async (count) => {
    const few = { ...options, rows: count, elevationMetres: hills(7).subarray(0, count * columns), initialDepthMetres: undefined }
    const rain = patchyRain(1).subarray(0, count * columns)
    const one = createSolver(few)
    one.advance(600, rain)
    const solver = await createParallelSolver(few, 4)
    await solver.advance(600, rain)
    await solver.close()
    expect(solver.threads).toBe(Math.max(1, Math.floor(count / 2)))
    expect(solver.state()).toEqual(one.state())
  })

  test('a thread that dies fails the advance and ends the others', async () => {
    const { Worker } = await import('node:worker_threads')
    const terminated = vi.spyOn(Worker.prototype, 'terminate')
    const started = vi.spyOn(Worker.prototype, 'postMessage')
    const solver = await createParallelSolver(options, 3)
    const running = solver.advance(1e7, patchyRain(1))
    const [victim] = started.mock.instances as unknown as InstanceType<typeof Worker>[]
    void victim.terminate()
    await expect(running).rejects.toMatchObject({
      code: 'RADAR_SOLVER_THREAD',
      message: 'A thread of the solver ended before its work.',
      received: 'exit code 1',
    })
    expect(terminated).toHaveBeenCalledTimes(4)
    await expect(solver.advance(1)).rejects.toMatchObject({ code: 'RADAR_SOLVER_CLOSED', message: 'This solver is closed.' })
    vi.restoreAllMocks()
  })

  test('a thread that died between two advances fails the next one', async () => {
    const { Worker } = await import('node:worker_threads')
    const started = vi.spyOn(Worker.prototype, 'postMessage')
    const solver = await createParallelSolver(options, 2)
    await solver.advance(60)
    await (started.mock.instances[1] as unknown as InstanceType<typeof Worker>).terminate()
    await expect(solver.advance(60)).rejects.toMatchObject({ code: 'RADAR_SOLVER_THREAD', received: 'exit code 1' })
    await expect(solver.advance(60)).rejects.toMatchObject({ code: 'RADAR_SOLVER_CLOSED' })
    vi.restoreAllMocks()
  })

  test('one advance at a time; none after close, but what was computed can be read', async () => {
    const solver = await createParallelSolver(options, 2)
    const running = solver.advance(300, frames[0])
    await expect(solver.advance(300)).rejects.toMatchObject({ code: 'RADAR_SOLVER_CLOSED', message: 'This solver is still running.' })
    await running
    await solver.close()
    await solver.close()
    await expect(solver.advance(300)).rejects.toThrow('This solver is closed.')
    expect(solver.timeSeconds).toBe(300)
    expect(solver.depthMetres()).toHaveLength(rows * columns)
  })

  test('closing while it runs ends the advance with an error, not a hang', async () => {
    const solver = await createParallelSolver(options, 2)
    const running = solver.advance(1e7, frames[0])
    const failed = expect(running).rejects.toMatchObject({ code: 'RADAR_SOLVER_THREAD' })
    await solver.close()
    await failed
  })

  test('wrong numbers of threads are refused', async () => {
    for (const threads of [0, 1.5])
      await expect(createParallelSolver(options, threads)).rejects.toMatchObject({ code: 'RADAR_SOLVER_INPUT', received: String(threads) })
  })
})
