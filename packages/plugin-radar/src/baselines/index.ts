/**
 * Baselines: what a score is worth without a network.
 *
 * `all-dry` is the majority class. `climatology` knows each cell's own past, so it stands only where training and
 * validation share places. `logistic-terrain` sees terrain, `logistic-terrain-rain` sees what a model sees. `persistence`
 * sees earlier water, which a model does not, and stands apart.
 */
export { absentBaselines, type BaselineResult, evaluateBaselines } from './evaluate.js'
export { fitLogistic, type LogisticModel } from './logistic.js'
