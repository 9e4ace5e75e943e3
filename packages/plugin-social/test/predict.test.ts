import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, linkSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { fileWith, jsonLines, phd, quickstartPosts, readRows, temporaryDir } from './files.js'
import { hasOracle, hasSharedData, pythonScores, root, sharedData } from './oracle.js'

describe('phd social predict', () => {
  it('adds vader to every row, in order, and leaves all else as it was', async () => {
    const out = join(temporaryDir(), 'scored.jsonl')
    const { code, stdout } = await phd(['social', 'predict', quickstartPosts, '--model', 'vader', '--out', out, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ rows: 300, out, model: 'vader', seconds: expect.any(Number) })
    const before = readRows(quickstartPosts)
    const after = readRows(out)
    expect(after.map(({ vader, ...rest }) => rest)).toEqual(before)
    expect(after.every(({ vader }) => Object.keys(vader as object).join() === 'neg,neu,pos,compound')).toBe(true)
  })

  it.skipIf(!hasOracle)('gives the numbers of the Python package (needs .oracle)', async () => {
    const out = join(temporaryDir(), 'scored.jsonl')
    await phd(['social', 'predict', quickstartPosts, '--out', out])
    const rows = readRows(out)
    expect(rows.map(({ vader }) => vader)).toEqual(pythonScores(rows.map(({ text }) => text as string)))
  })

  it.skipIf(!hasSharedData)('keeps all 20,064 rows of the CrisisLexT6 floods (needs ../shared/data)', async () => {
    for (const [name, rows] of [
      ['2013_Alberta_Floods', 10_031],
      ['2013_Queensland_Floods', 10_033],
    ] as const) {
      const out = join(temporaryDir(), 'scored.jsonl')
      const input = join(sharedData, 'tweets-crisislex-t6-floods', `${name}.jsonl`)
      const { stdout } = await phd(['social', 'predict', input, '--out', out, '--json'])
      expect(JSON.parse(stdout).rows).toBe(rows)
      expect(readRows(out).map(({ id }) => id)).toEqual(readRows(input).map(({ id }) => id))
    }
  })

  it('keeps numbers that JavaScript cannot hold, to the letter', async () => {
    const input = fileWith('x.jsonl', '{"id": 1234567890123456789, "text": "good \\u0041", "x": 1.0 }\n')
    const out = join(temporaryDir(), 'scored.jsonl')
    await phd(['social', 'predict', input, '--out', out])
    expect(readFileSync(out, 'utf8')).toBe(
      '{"id": 1234567890123456789, "text": "good \\u0041", "x": 1.0,"vader":{"neg":0,"neu":0.256,"pos":0.744,"compound":0.4404}}\n',
    )
  })

  it('reads CSV and writes packed JSON lines', async () => {
    const out = join(temporaryDir(), 'scored.jsonl.gz')
    const { code } = await phd(['social', 'predict', fileWith('x.csv', 'id,text\n7,"so\nsad"\n'), '--out', out])
    expect(code).toBe(0)
    expect(JSON.parse(gunzipSync(readFileSync(out)).toString())).toMatchObject({ id: '7', text: 'so\nsad', vader: { compound: -0.5256 } })
  })

  it('refuses to write over its own input, by name, link and hard link', async () => {
    const input = fileWith('x.jsonl', jsonLines([{ text: 'a' }]))
    const soft = join(dirname(input), 'soft.jsonl')
    const hard = join(dirname(input), 'hard.jsonl')
    symlinkSync(input, soft)
    linkSync(input, hard)
    for (const out of [input, soft, hard]) {
      const { code, stderr } = await phd(['social', 'predict', input, '--out', out])
      expect(code).toBe(2)
      expect(stderr).toContain('Error SOCIAL_SAME_FILE: The output is the input itself.')
    }
    expect(readFileSync(input, 'utf8')).toBe('{"text":"a"}\n')
  })

  it('leaves nothing behind where a row is bad, and an older output as it was', async () => {
    const input = fileWith('x.jsonl', '{"text":"a"}\n{oops\n')
    const out = join(dirname(input), 'scored.jsonl')
    writeFileSync(out, 'older')
    const { code, stderr, stdout } = await phd(['social', 'predict', input, '--out', out])
    expect(code).toBe(1)
    expect(stderr).toContain('Error SOCIAL_JSON:')
    expect(stderr).not.toContain('oops')
    expect(stdout).toBe('')
    expect(readFileSync(out, 'utf8')).toBe('older')
    expect(readdirSync(dirname(input)).sort()).toEqual(['scored.jsonl', 'x.jsonl'])
  })

  it('SOCIAL_KEY_TAKEN, and --key', async () => {
    const input = fileWith('x.jsonl', jsonLines([{ text: 'a', vader: 1 }]))
    const out = join(dirname(input), 'scored.jsonl')
    expect((await phd(['social', 'predict', input, '--out', out, '--json'])).stdout).toContain('SOCIAL_KEY_TAKEN')
    await phd(['social', 'predict', input, '--out', out, '--key', 'again'])
    expect(readRows(out)[0]).toEqual({ text: 'a', vader: 1, again: { neg: 0, neu: 1, pos: 0, compound: 0 } })
  })

  it('UNKNOWN_NAME lists the models; SOCIAL_OUT names a folder that is not there', async () => {
    const unknown = await phd(['social', 'predict', quickstartPosts, '--model', 'roberta', '--out', 'x.jsonl', '--json'])
    expect(JSON.parse(unknown.stdout).error).toMatchObject({ code: 'UNKNOWN_NAME', expected: 'one of: vader' })
    const nowhere = await phd(['social', 'predict', quickstartPosts, '--out', '/nowhere/x.jsonl', '--json'])
    expect(JSON.parse(nowhere.stdout).error.code).toBe('SOCIAL_OUT')
    expect(nowhere.code).toBe(2)
    const folder = await phd(['social', 'predict', quickstartPosts, '--out', temporaryDir()])
    expect([folder.code, folder.stderr]).toEqual([2, expect.stringContaining('cannot be written: it is a folder.')])
  })
})

describe('phd social predict on 400,200 posts (120 MB)', () => {
  const dir = temporaryDir()
  const input = join(dir, 'many.jsonl')

  beforeAll(async () => {
    const file = createWriteStream(input)
    const lines = readRows(quickstartPosts).map((row) => JSON.stringify({ id: row.id, text: row.text, padding: 'x'.repeat(150) }))
    const block = `${lines.join('\n')}\n`
    for (let i = 0; i < 1334; i++) if (!file.write(block)) await once(file, 'drain')
    file.end()
    await once(file, 'close')
  })

  /** Ended by itself, or by `kill` at the moment the output has begun. */
  function predict(out: string, kill?: NodeJS.Signals): Promise<{ code: number | null; stdout: string }> {
    const args = ['--max-old-space-size=64', join(root, 'bin', 'phd.js'), 'social', 'predict', input, '--out', join(dir, out), '--json']
    const run = spawn(process.execPath, args, { cwd: dir, stdio: ['ignore', 'pipe', 'ignore'] })
    let stdout = ''
    run.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    const begun = setInterval(() => {
      if (kill && readdirSync(dir).some((name) => name.startsWith(out))) {
        clearInterval(begun)
        run.kill(kill)
      }
    }, 20)
    return new Promise((done) =>
      run.on('close', (code) => {
        clearInterval(begun)
        done({ code, stdout })
      }),
    )
  }

  it('needs no more than 64 MB of heap', async () => {
    const { code, stdout } = await predict('whole.jsonl.gz')
    expect(code).toBe(0)
    expect(JSON.parse(stdout).rows).toBe(400_200)
  })

  it('stopped by SIGTERM it leaves nothing behind', async () => {
    const { code, stdout } = await predict('stopped.jsonl', 'SIGTERM')
    expect(code).toBe(1)
    expect(JSON.parse(stdout).error.code).toBe('SOCIAL_STOPPED')
    expect(readdirSync(dir).filter((name) => name.startsWith('stopped'))).toEqual([])
  })
})
