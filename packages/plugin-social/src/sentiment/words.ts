/** VADER 3.3.2's fixed word lists and constants (Hutto and Gilbert 2014). */

/** Rating that a degree adverb adds to ("very") or takes from ("barely") the word after it. */
export const boost = 0.293
/** Rating that a word in capitals gains where other words are not. */
export const capitalsGain = 0.733
/** Factor of a negated word. */
export const negationFactor = -0.74

const strengthening = `absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous
  enormously entirely especially exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking
  fricking frickin frigging friggin fully fuckin fucking fuggin fugging greatly hella highly hugely incredible incredibly
  intensely major majorly more most particularly purely quite really remarkably so substantially thoroughly total totally
  tremendous tremendously uber unbelievably unusually utter utterly very`

const weakening = `almost barely hardly kinda kindof kind-of less little marginal marginally occasional occasionally partly
  scarce scarcely slight slightly somewhat sorta sortof sort-of`

const weakeningPairs = ['just enough', 'kind of', 'sort of']

/** Degree adverbs of one word. */
export const boosters: ReadonlyMap<string, number> = new Map([
  ...split(strengthening).map((word) => [word, boost] as const),
  ...split(weakening).map((word) => [word, -boost] as const),
])

/** Degree adverbs of two words; they weaken. */
export const boosterPairs: ReadonlyMap<string, number> = new Map(weakeningPairs.map((pair) => [pair, -boost]))

export const negations: ReadonlySet<string> = new Set(
  split(`aint ain't arent aren't cannot cant can't couldnt couldn't darent daren't despite didnt didn't doesnt doesn't dont
  don't hadnt hadn't hasnt hasn't havent haven't isnt isn't mightnt mightn't mustnt mustn't neednt needn't neither never none
  nope nor not nothing nowhere oughtnt oughtn't rarely seldom shant shan't shouldnt shouldn't uh-uh uhuh wasnt wasn't werent
  weren't without wont won't wouldnt wouldn't`),
)

/** Phrases with a rating of their own, whatever their words would give. */
export const phrases: ReadonlyMap<string, number> = new Map([
  ['the shit', 3],
  ['the bomb', 3],
  ['bad ass', 1.5],
  ['bus stop', 0],
  ['yeah right', -2],
  ['kiss of death', -1.5],
  ['to die for', 3],
  ['beating heart', 3.5],
])

function split(words: string): string[] {
  return words.split(/\s+/)
}
