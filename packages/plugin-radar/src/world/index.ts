/**
 * The synthetic world: moving storms over real terrain, and the water that our solver makes of them.
 *
 * A tile of terrain is a place; each storm over it is an event, with a pair folder of its own (see the pairs room), so that
 * `phd radar build` keeps all storms of a tile on one side of a split. Storms of different tiles are independent.
 */
export { buildWorld, type World, type WorldOptions } from './build.js'
export { drawStorm, type Storm, stormRain } from './storm.js'
export type { EventReport } from './write-event.js'
