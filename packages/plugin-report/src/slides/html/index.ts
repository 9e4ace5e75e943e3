/** The talk as one HTML file that needs no network. */
export { renderDeck } from './deck.js'
export { actionOf, paceOf, swipeOf } from './state.js'
