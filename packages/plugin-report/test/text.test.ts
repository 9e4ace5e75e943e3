import { readFileSync } from 'node:fs'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { integer, random } from '@phd/core'
import { create, type Font, openSync } from 'fontkit'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  cleanText,
  drawable,
  type FontMetrics,
  fitSize,
  fontFiles,
  isRightToLeft,
  loadFontMetrics,
  missingCharacters,
  subsetFont,
  type Weight,
  wrap,
} from '../lib/text/index.js'
import { isUnshaped } from '../lib/text/letter-widths.js'

let metrics: FontMetrics
beforeAll(async () => {
  metrics = await loadFontMetrics()
})

const words = 'water rain flood terrain the a of IoU deeplabv3plus-small 0.612 95.5 AVATAR To Wy, "quoted" (n = 92) émigré Überflutung − and'.split(' ')

function sentence(draw: () => number, length: number): string {
  return Array.from({ length }, () => words[integer(draw, words.length)]).join(' ')
}

describe('widths', () => {
  it('are those that Typst measures, to a thousandth of an em', () => {
    const compiler = NodeCompiler.create({
      workspace: import.meta.dirname,
      fontArgs: [{ fontBlobs: Object.values(fontFiles()).map((file) => readFileSync(file)) }],
    })
    const draw = random(1, 'widths')
    const texts = Array.from({ length: 40 }, () => sentence(draw, 1 + integer(draw, 6)))
    const source = `#set text(font: "Arimo", fallback: false)
#for weight in ("regular", "bold") { for t in json(bytes(sys.inputs.texts)) { context [#metadata(measure(text(size: 100pt, weight: weight, t)).width.pt()) <w>] } }`
    const measured: { value: number }[] = compiler.query({ mainFileContent: source, inputs: { texts: JSON.stringify(texts) } }, { selector: '<w>' })
    expect(measured).toHaveLength(80)
    texts.forEach((text, i) => {
      expect(metrics.widthEm(text), text).toBeCloseTo(measured[i].value / 100, 3)
      expect(metrics.widthEm(text, 'bold'), text).toBeCloseTo(measured[i + 40].value / 100, 3)
    })
  })
})

describe('letters that are not shaped', () => {
  const letters = [...'\u00a0\u2013\u2014\u2018\u201d\u2022\u2212\u00d7\u2264\u20ac\u25a1'].concat(
    [
      [0x20, 0x7e],
      [0xa1, 0xac],
      [0xae, 0x24f],
      [0x391, 0x3c9],
      [0x400, 0x45f],
    ].flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))),
  )

  it('are as wide as shaping says: each in a row of others, random rows, and kerned pairs of ASCII', () => {
    const draw = random(3, 'letters')
    const rows = Array.from({ length: 600 }, () => Array.from({ length: 1 + integer(draw, 30) }, () => letters[integer(draw, letters.length)]).join(''))
    const ascii = letters.filter((letter) => letter <= '~')
    const pairs = ascii.map((left) => ascii.map((right) => left + right).join(''))
    for (const [weight, file] of Object.entries(fontFiles()) as [Weight, string][]) {
      const font = openSync(file) as Font
      for (const text of [...letters, ...rows, ...pairs]) {
        const drawn = [...text].filter((letter) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
        expect(isUnshaped(text), text).toBe(true)
        expect(metrics.widthEm(text, weight), text).toBe(font.layout(drawn.join('')).advanceWidth / font.unitsPerEm + [...text].length - drawn.length)
      }
    }
  })

  it('are told from those that are', () => {
    for (const text of ['\u00ad', 'e\u0301', '\u05e9\u05dc\u05d5\u05dd', '1\u20442', 'a\u200db', '\u4e2d', '\ud83d\ude00'])
      expect(isUnshaped(text), text).toBe(false)
    const font = openSync(fontFiles().regular) as Font
    expect(metrics.widthEm('cafe\u0301')).toBe(font.layout('cafe\u0301').advanceWidth / font.unitsPerEm)
    expect(metrics.has('\u20ac')).toBe(true)
    expect(metrics.has('\u4e2d')).toBe(false)
  })
})

describe('wrap', () => {
  it('keeps every line within the width, loses no letter and puts no more on a line than fits', () => {
    const draw = random(2, 'wrap')
    for (let i = 0; i < 200; i++) {
      const text = sentence(draw, 1 + integer(draw, 60))
      const widthEm = 4 + 30 * draw()
      const lines = wrap(text, widthEm, metrics)
      for (const line of lines) expect(metrics.widthEm(line)).toBeLessThanOrEqual(widthEm + 1e-9)
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      for (const line of lines) expect(line).toBe(line.trim())
    }
  })

  it('breaks a word that is longer than the line, and only then', () => {
    expect(wrap('W'.repeat(30), 5, metrics).every((line) => metrics.widthEm(line) <= 5)).toBe(true)
    expect(wrap('deeplabv3plus-small', 8, metrics)).toEqual(['deeplabv3plus-', 'small'])
    expect(wrap('', 5, metrics)).toEqual([])
  })

  it('does not break at a no-break space', () => {
    expect(wrap('aaaa 9.3\u00a0%', 4.5, metrics)).toEqual(['aaaa', '9.3\u00a0%'])
  })
})

describe('fitSize', () => {
  it('finds the largest whole size, and none where the smallest takes too many lines', () => {
    const request = { widthPt: 1000, maxLines: 2, minPt: 40, maxPt: 90, weight: 'bold' as const }
    const text = 'Predicting floods from rainfall radar and from what people post'
    const size = fitSize(text, request, metrics) ?? 0
    expect(wrap(text, 1000 / size, metrics, 'bold').length).toBeLessThanOrEqual(2)
    expect(wrap(text, 1000 / (size + 1), metrics, 'bold').length).toBeGreaterThan(2)
    expect(fitSize('long '.repeat(200), request, metrics)).toBeUndefined()
  })
})

describe('words from outside', () => {
  it('lose control characters and direction overrides, keep their lines', () => {
    expect(cleanText('a\u0000b\u202ec\r\nd\ud800')).toBe('a b c\nd ')
  })

  it('are told apart by what the font can draw', () => {
    expect(missingCharacters('Flut 😀 שלום 漢', metrics)).toEqual(['😀', '漢'])
    expect(drawable('a😀b', metrics)).toBe('a□b')
    expect(isRightToLeft('שלום world')).toBe(true)
    expect(isRightToLeft('world שלום')).toBe(false)
  })
})

describe('a font cut down to some characters', () => {
  const whole = readFileSync(fontFiles().regular)
  const wholeFont = create(whole) as Font
  const packed = subsetFont(whole, 'AVTo é')
  const cut = create(packed) as Font
  const outline = (font: Font, character: string) => font.glyphForCodePoint(character.codePointAt(0) as number).path.toSVG()

  it('keeps the outlines of those characters, composed ones too, and no others', () => {
    for (const character of 'AVToé') expect(outline(cut, character)).toBe(outline(wholeFont, character))
    expect(outline(wholeFont, 'Ж')).not.toBe('')
    expect(outline(cut, 'Ж')).toBe('')
  })

  it('sets text as wide as before, with kerning', () => {
    const width = (font: Font, text: string) => font.layout(text).advanceWidth
    expect(width(cut, 'AVATo')).toBe(width(wholeFont, 'AVATo'))
    expect(width(cut, 'AV')).toBeLessThan(width(cut, 'A') + width(cut, 'V'))
  })

  it('is a fraction of the file, and the same bytes each time', () => {
    expect(packed.length).toBeLessThan(whole.length / 5)
    expect(subsetFont(whole, 'AVTo é').equals(packed)).toBe(true)
  })
})
