/**
 * From rain to water on the ground: TOPMODEL stores, infiltration and evaporation. Pure functions in metres and seconds;
 * rates of fields are mm/h. Nothing is lost: what a store, the soil or the air takes is counted.
 */
export { type GreenAmptSoil, greenAmptPotential } from './green-ampt.js'
export { createLosses, type Infiltration, type Losses } from './losses.js'
export { parseInfiltration } from './parse.js'
export { createRainToRunoff, type RainMode, type RainToRunoff } from './rain-to-runoff.js'
export { initialDischargeMetresPerSecond, type TopmodelStep, topmodelStep } from './topmodel.js'
