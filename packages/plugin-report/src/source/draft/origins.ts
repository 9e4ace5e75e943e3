/** Where the data of radar/train come from, in words: `result.origins` has the names of rain, terrain and water. */
import { listed } from '../../figures/index.js'
import { field, originsOf } from './fields.js'
import { plain, ref } from './words.js'

const mostNamed = 2

/** Three short sentences; undefined where the run does not say. */
export function originText(result: unknown, letter: string): string | undefined {
  const [rain, terrain, water] = ['rain', 'terrain', 'water'].map((of) => originsOf(result, of))
  const named = (of: string, names: string[], noun: string) =>
    nameText(names, ref(letter, `origins.${of}.count`, `count ${noun}`), field(result, 'origins', of))
  const sentences = [
    rain.length && `Rain: ${named('rain', rain, 'source')}${rainNote(result)}.`,
    terrain.length && `Terrain: ${named('terrain', terrain, 'tile')}.`,
    water.length && `Water, the truth: simulated by ${named('water', water, 'program')}.`,
  ].filter(Boolean)
  return sentences.length ? sentences.join(' ') : undefined
}

/** `all`, `some` or `none` of the rain was invented. */
export function syntheticRain(result: unknown): 'all' | 'some' | 'none' {
  const rain = originsOf(result, 'rain')
  const invented = rain.filter((name) => /synthetic|artificial|invented|idealised|idealized/i.test(name))
  return invented.length === 0 ? 'none' : invented.length === rain.length ? 'all' : 'some'
}

function rainNote(result: unknown): string {
  const share = syntheticRain(result)
  return share === 'all' ? ', invented by a program, not measured' : share === 'some' ? '; part of it invented, not measured' : ''
}

/** The count stands for all names only where none is given twice. */
function nameText(names: string[], count: string, all: unknown): string {
  if (names.length <= mostNamed) return listed(names.map(plain))
  return `${Array.isArray(all) && all.length === names.length ? count : 'several'}, among them ${plain(names[0])}`
}
