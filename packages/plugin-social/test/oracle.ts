/** The Python package vaderSentiment 3.3.2 as an independent judge, and the real texts that both score. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { VaderScores } from '../lib/sentiment/index.js'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
export const sharedData = join(root, '..', 'shared', 'data')
export const oraclePython = process.env.PHD_ORACLE_PYTHON ?? join(root, '.oracle', 'bin', 'python')
export const hasOracle = existsSync(oraclePython)
export const hasSharedData = existsSync(sharedData)

export const textSets = [
  'tweets-crisislex-t26',
  'tweets-idrisi',
  'tweets-idrisi/geocoded',
  'tweets-crisislex-t6-floods',
  'tweets-emoji2vec-human-sentiment',
  'sentiment-goemotions',
]

/** Every text of a set, in order of file and line. */
export function textsOf(set: string): string[] {
  const dir = join(sharedData, set)
  return readdirSync(dir)
    .sort()
    .flatMap((file) => {
      if (file.endsWith('.jsonl')) return lines(readFileSync(join(dir, file))).map((line) => JSON.parse(line).text as string)
      if (file.endsWith('.tsv.gz')) return lines(gunzipSync(readFileSync(join(dir, file)))).map((line) => line.split('\t')[0])
      return []
    })
}

/** Python's scores. Texts travel as escaped JSON, so that lone surrogates and line ends survive. */
export function pythonScores(texts: string[]): VaderScores[] {
  const script = `
import json, sys
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
analyzer = SentimentIntensityAnalyzer()
for line in sys.stdin.buffer:
    print(json.dumps(analyzer.polarity_scores(json.loads(line))))
`
  const out = python(script, texts.map((text) => JSON.stringify(text)).join('\n'))
  return lines(out).map((line) => JSON.parse(line))
}

export function python(script: string, input: string): Buffer {
  return execFileSync(oraclePython, ['-c', script], { input, maxBuffer: 1 << 30 })
}

function lines(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
}
