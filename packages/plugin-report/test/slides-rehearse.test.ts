/** Rehearsing: the speaker's own pace, learned and used. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { learnedPace, paceOfRehearsal, rehearsed, type TimedSlide, tookText, writeRehearsal } from '../lib/slides/index.js'
import { phd, root, temporaryFolder } from './fixtures/cli.js'
import { hasProgram } from './fixtures/judge.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const timed = (id: string, noteWords: number, seconds: number): TimedSlide => ({
  number: 1,
  id,
  claim: id,
  role: 'results',
  must: false,
  seconds,
  budgetFrom: 'author',
  noteWords,
  spokenSeconds: 0,
  startSeconds: 0,
})

describe('the pace of a rehearsal', () => {
  it('is words by minutes of the slides that have notes', () => {
    expect(
      paceOfRehearsal([
        { words: 100, seconds: 40 },
        { words: 50, seconds: 20 },
        { words: 0, seconds: 300 },
      ]),
    ).toBe(150)
    expect(paceOfRehearsal([{ words: 12, seconds: 5 }])).toBeUndefined()
    expect(paceOfRehearsal([{ words: 900, seconds: 20 }])).toBe(300)
  })

  it('is learned from the slides that were shown, and told slide by slide', () => {
    const result = rehearsed([timed('a', 120, 60), timed('b', 40, 30), timed('c', 500, 30)], [50, 30])
    expect(result).toMatchObject({ totalSeconds: 80, learnedWordsPerMinute: 120, rehearsal: { wordsPerMinute: 120, seconds: { a: 50, b: 30 } } })
    expect(rehearsed([timed('a', 3, 60)], [50]).rehearsal.wordsPerMinute).toBeUndefined()
    expect([tookText(65, 60), tookText(50, 60)]).toEqual(['took 1:05, 0:05 over its budget', 'took 0:50, 0:10 to spare'])
  })

  it('is read back; a file that holds something else is an error', () => {
    const dir = mkdtempSync(join(tmpdir(), 'phd-rehearse-'))
    expect(learnedPace(dir)).toBeUndefined()
    writeRehearsal(dir, { wordsPerMinute: 111, seconds: { a: 3 } })
    expect(learnedPace(dir)).toBe(111)
    writeRehearsal(dir, { seconds: { a: 4 } })
    expect(learnedPace(dir)).toBe(111)
    writeFileSync(join(dir, 'rehearsal.json'), '{"wordsPerMinute": 9000}')
    expect(() => learnedPace(dir)).toThrow(expect.objectContaining({ code: 'REPORT_REHEARSAL_FILE' }))
  })
})

describe('phd report rehearse', () => {
  const folder = temporaryFolder()
  beforeAll(async () => {
    makeRuns(join(folder, 'runs'))
    const { code, stderr } = await phd(['report', 'init', '--run', ids.train], folder)
    if (code !== 0) throw new Error(stderr)
  }, 120_000)

  it('says that it needs a terminal where there is none', async () => {
    const { code, stderr } = await phd(['report', 'rehearse', '--from', 'report'], folder)
    expect(code).toBe(2)
    expect(stderr).toContain('REPORT_NO_TERMINAL')
    expect(existsSync(join(folder, 'report', 'rehearsal.json'))).toBe(false)
  })

  it.skipIf(!hasProgram('script'))(
    'times slides until q, and writes rehearsal.json (needs script of util-linux)',
    async () => {
      const shown = await inTerminal(`${process.execPath} ${join(root, 'bin/phd.js')} report rehearse --from report`, folder, ['', '', '', 'q'])
      expect(shown).toMatch(/2 of \d+ slides in 0:0\d/)
      const { seconds } = JSON.parse(readFileSync(join(folder, 'report', 'rehearsal.json'), 'utf8'))
      expect(Object.keys(seconds)).toHaveLength(2)
    },
    60_000,
  )
})

/** Types each line when the program asks for it: a prompt begins by clearing its line. */
function inTerminal(command: string, cwd: string, lines: string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env: { ...process.env, PHD_RUNS: undefined } })
    let shown = ''
    let asked = 0
    child.stdout.on('data', (chunk) => {
      shown += chunk
      const questions = shown.split('\u001b[0J').length - 1
      for (; asked < questions && lines.length > 0; asked++) child.stdin.write(`${lines.shift()}\r`)
    })
    child.on('close', () => resolve(shown))
  })
}
