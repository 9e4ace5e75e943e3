import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readLexicon, vaderScores } from '../lib/sentiment/index.js'
import { pythonRound } from '../lib/sentiment/python-round.js'
import { isUpper, wordsOf } from '../lib/sentiment/python-text.js'
import { quickstartPosts, readRows } from './files.js'

const lexicon = readLexicon()
const compound = (text: string) => vaderScores(text, lexicon).compound

describe('VADER', () => {
  it('gives the golden scores of the Python package for the 300 posts that are shipped', () => {
    const { scores } = JSON.parse(readFileSync(new URL('golden/vader-quickstart-posts.json', import.meta.url), 'utf8'))
    const ours = readRows(quickstartPosts).map(({ text }) => {
      const { neg, neu, pos, compound: whole } = vaderScores(text as string, lexicon)
      return [neg, neu, pos, whole]
    })
    expect(ours).toEqual(scores)
  })

  it('a text without words is all zeros, one without rated words is neutral', () => {
    expect(vaderScores(' \n', lexicon)).toEqual({ neg: 0, neu: 0, pos: 0, compound: 0 })
    expect(vaderScores('the river', lexicon)).toEqual({ neg: 0, neu: 1, pos: 0, compound: 0 })
  })

  it('obeys its rules', () => {
    const good = compound('this is good')
    expect(compound('this is very good')).toBeGreaterThan(good)
    expect(compound('this is kind of good')).toBeLessThan(good)
    expect(compound('this is not good')).toBeLessThan(0)
    expect(compound('this is GOOD')).toBeGreaterThan(good)
    expect(compound('THIS IS GOOD')).toBe(good)
    expect(compound('this is good!!')).toBeGreaterThan(compound('this is good!'))
    expect(compound('this is good!!!!')).toBe(compound('this is good!!!!!!!'))
    expect(compound('the least good')).toBeLessThan(0)
    expect(compound('at least good')).toBeGreaterThan(0)
    expect(compound('it was good but the end was bad')).toBeLessThan(compound('it was good and the end was bad'))
    expect(compound('that is a bad ass boat')).toBeGreaterThan(0)
    expect(compound('no good')).toBeLessThan(0)
    expect(compound('😂')).toBeGreaterThan(0)
  })

  it('reads emoji one code point at a time: a skin tone or variation selector changes nothing but the words around it', () => {
    expect(compound('🌊❤')).toBe(compound('🌊 ❤'))
    expect(compound('😭 fine')).toBe(compound('😭  fine'))
  })
})

describe("Python's text", () => {
  it('splits at its own white space', () => expect(wordsOf('aaa\u001cbbb\u0085ccc\u00a0ddd\ufeffeee')).toEqual(['aaa', 'bbb', 'ccc', 'ddd\ufeffeee']))
  it('strips ASCII punctuation unless two characters or fewer remain', () => expect(wordsOf('"good", :D (x) “good”')).toEqual(['good', ':D', '(x)', '“good”']))
  it('isupper', () => expect(['GOOD', 'Good', '123', 'A1', 'ǅ', 'Σ', 'ª', ''].map(isUpper)).toEqual([true, false, false, true, false, true, false, false]))
})

describe("Python's round", () => {
  it.each([
    [0.0625, 3, 0.062],
    [0.1875, 3, 0.188],
    [0.03125, 4, 0.0312],
    [0.09375, 4, 0.0938],
    [-0.03125, 4, -0.0312],
    [2.6755, 3, 2.675],
    [0.4445, 3, 0.445],
    [1, 3, 1],
  ] as const)('%s to %s digits is %s', (value, digits, expected) => expect(pythonRound(value, digits)).toBe(expected))
})
