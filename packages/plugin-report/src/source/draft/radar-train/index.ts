/** Words about runs of radar/train: does the network find the water better than what is far simpler? */
import type { SeedGroup } from '../../seeds.js'
import type { Draft } from '../draft.js'
import { factsOf, findingOf, heldFinding } from './facts.js'
import { trainFigures } from './figures.js'
import { keyNumbers } from './numbers.js'
import { ethicsOf, limitsOf, mentorsOf, nextOf } from './outlook.js'
import { dataOf, methodOf, problemOf } from './question.js'
import { evaluationOf, resultsOf } from './results.js'

/** `isOnly`: the report is about no other training, so that finding and key numbers say how it ended. */
export function draftRadarTrain(group: SeedGroup, isOnly: boolean): Draft {
  const facts = factsOf(group)
  const figures = trainFigures(facts)
  return {
    title: `Predicting flood water from ${facts.isInvented ? 'rain' : 'rainfall radar'} with ${facts.modelName}`,
    finding: { ...findingOf(facts), weight: 2 },
    abstract: `Heavy rain floods streets sooner than a simulation can be run. We train ${facts.model} on simulated floods and set it beside baselines that see the same inputs. ${heldFinding(facts)} ${facts.mark}`,
    numbers: keyNumbers(facts),
    figures,
    sections: [
      problemOf(),
      dataOf(facts),
      methodOf(facts),
      resultsOf(facts, Object.keys(figures), isOnly),
      evaluationOf(facts),
      limitsOf(facts),
      nextOf(facts),
      ethicsOf(facts),
      mentorsOf(facts),
    ],
  }
}
