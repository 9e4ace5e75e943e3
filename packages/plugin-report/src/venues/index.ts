/**
 * Venue profiles: what one track of one conference asks for. Data, with the year, the sources, and what nobody could verify.
 *
 * In: the id of a profile (`aaai-dc`). Out: a `Venue`: limits in pages, words, minutes and mm, the items of the packet.
 * Found in the project's `venues/*.yaml`, in plugins as kind `venue`, among the built-in ones, in this order.
 * Errors: CONFERENCE_VENUE (file, line and key that are wrong), CONFERENCE_VENUE_UNKNOWN (with the nearest ids), CONFERENCE_VENUE_EXISTS.
 */
export { copyVenue, type FoundVenue, findVenue, listVenues, parseVenue, type VenuePlaces, venueOf } from './load.js'
export * from './venue.js'
