import { createHash } from 'node:crypto'
import { integer, random } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { readLexicon, type VaderScores, vaderScores } from '../lib/sentiment/index.js'
import { isUpper, wordsOf } from '../lib/sentiment/python-text.js'
import { hasOracle, hasSharedData, python, pythonScores, textSets, textsOf } from './oracle.js'

const lexicon = readLexicon()
const keys = ['neg', 'neu', 'pos', 'compound'] as const

/** Texts that differ by more than 1e-4 anywhere, as hashes: texts of posts are never printed. */
function differing(texts: string[], python: VaderScores[]): string[] {
  expect(python.length).toBe(texts.length)
  return texts
    .filter((text, i) => {
      const ours = vaderScores(text, lexicon)
      return keys.some((key) => !(Math.abs(ours[key] - python[i][key]) <= 1e-4))
    })
    .map((text) => createHash('sha256').update(text).digest('hex').slice(0, 12))
}

/** Texts whose four numbers are not the very same. */
function unequal(texts: string[], python: VaderScores[]): number {
  return texts.filter((text, i) => keys.some((key) => vaderScores(text, lexicon)[key] !== python[i][key] + 0)).length
}

describe.skipIf(!hasOracle)('VADER against Python vaderSentiment 3.3.2 (needs .oracle or PHD_ORACLE_PYTHON)', () => {
  describe.skipIf(!hasSharedData)('on real posts (needs ../shared/data)', () => {
    it.each(textSets)('%s', (set) => {
      const texts = textsOf(set)
      const python = pythonScores(texts)
      console.log(
        `${set}: ${texts.length} texts, ${differing(texts, python).length} differ by more than 1e-4, ${unequal(texts, python)} not equal to the last bit`,
      )
      expect(texts.length).toBeGreaterThan(1000)
      expect(differing(texts, python)).toEqual([])
      expect(unequal(texts, python)).toBe(0)
    })
  })

  it('on 40,000 invented texts made of the words, marks and emoji that its rules are about', () => {
    const texts = inventedTexts(40_000)
    expect(unequal(texts, pythonScores(texts))).toBe(0)
  })

  it('on texts whose characters Python and JavaScript treat differently', () => {
    const odd = [
      '',
      ' ',
      '\u00a0',
      'good\u001cbad',
      'good\u0085bad',
      '\ufeffgood',
      'good\ufeffbad',
      'good\u200bbad',
      'ＧＯＯＤ good',
      'GOOD ǅ bad',
      'ΣΑΣ good',
      'İ love',
      '\ud83d good',
      'good \udc00',
      '👍🏽 good',
      '❤️',
      '❤️‍🔥 bad',
      '🇬🇧good',
      'ⅧGOOD bad',
      'ªGOOD bad',
      '123 GOOD',
      'ß GOOD bad',
      ':) :D xD',
      '(good)',
      '…good…',
      '“good”',
    ]
    expect(unequal(odd, pythonScores(odd))).toBe(0)
  })

  it('splits and recognises capitals as Python does at every code point that Python 3.11 knows', () => {
    const script = `
import unicodedata
for code in range(0x110000):
    c = chr(code)
    if unicodedata.category(c) in ('Cn', 'Cs'): continue
    print(code, int(('a' + c + 'b').split() != ['a' + c + 'b']), int(c.isupper()), int(('A' + c).isupper()))
`
    const rows = python(script, '').toString().trim().split('\n')
    const wrong = rows.filter((row) => {
      const [code, splits, upper, upperAfterA] = row.split(' ').map(Number)
      const c = String.fromCodePoint(code)
      return wordsOf(`aaa${c}bbb`).length - 1 !== splits || Number(isUpper(c)) !== upper || Number(isUpper(`A${c}`)) !== upperAfterA
    })
    expect(rows.length).toBeGreaterThan(140_000)
    // Unicode itself changed the case of a handful (U+0295, U+10FC, …) between Python 3.11's version 14 and Node's.
    expect(wrong.length).toBeLessThanOrEqual(6)
  })
})

function inventedTexts(count: number): string[] {
  const draw = random(1, 'invented texts')
  const pools = [
    ['good', 'bad', 'love', 'hate', 'GREAT', 'AWFUL', 'happy', 'sad', 'flood', 'the', 'river', 'Water', 'OK', 'fed', 'up'],
    ['not', "isn't", 'NEVER', 'without', 'doubt', 'so', 'this', 'no', 'No', 'nor', 'or', 'least', 'at', 'very', 'but', 'BUT', 'cannot', "couldn't've"],
    ['very', 'VERY', 'kinda', 'kind', 'of', 'sort', 'just', 'enough', 'barely', 'extremely', 'more', 'most', 'hardly'],
    ['the', 'shit', 'bomb', 'bad', 'ass', 'bus', 'stop', 'yeah', 'right', 'kiss', 'of', 'death', 'to', 'die', 'for', 'beating', 'heart', 'badass'],
    [':)', ':(', ':D', '!', '!!!', '?', '??', '????', '...', '"good"', '#happy', '@user', 'lol', '<3', 'x-p', "'", '#', '}:-)'],
    ['😂', '❤️', '👍🏽', '💓', '😡', '🌊', '👨‍👩‍👧', '🇬🇧', '©', '💔sad', 'ok😀', '😀😀😭'],
  ]
  return Array.from({ length: count }, () => {
    const length = 1 + integer(draw, 12)
    return Array.from({ length }, () => {
      const pool = pools[integer(draw, pools.length)]
      return pool[integer(draw, pool.length)]
    }).join(draw() < 0.9 ? ' ' : '\n')
  })
}
