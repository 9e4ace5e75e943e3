/**
 * Deadlines of conferences, true to their time zones, and what a venue's packet still lacks.
 *
 * In: calendar files (YAML, both public formats), names of zones, a venue profile. Out: `Deadline`s with instants in
 * milliseconds since 1970 UTC, countdowns, iCalendar text, the state of a packet. `now` is always given, never read here.
 *
 * A zone that may mean two things is an error that asks, never a guess; so is a time that clocks skip. Where clocks go back
 * and a time comes twice, the earlier one is taken.
 *
 * Errors: CONFERENCE_ZONE, CONFERENCE_DATE, CONFERENCE_TIME_SKIPPED, CONFERENCE_NOW, CONFERENCE_CALENDAR,
 * CONFERENCE_NO_CALENDAR, CONFERENCE_ENTRY, CONFERENCE_UNKNOWN, CONFERENCE_TRACK, CONFERENCE_TERM, CONFERENCE_REVIEW_EXISTS, CONFERENCE_BUSY.
 * RFC 5545 for iCalendar; the rules of IANA zones are those of the Node that runs.
 */
export { type Calendar, deadlineId, parseCalendar, readCalendar, type ZoneAnswers } from './calendar.js'
export { cleanLine } from './clean.js'
export type { Deadline, Problem } from './deadline.js'
export { withFileLock } from './file-lock.js'
export { glossary, type Term, termOf } from './glossary.js'
export { toIcs } from './ics.js'
export { countdown, instantOf, isoUtc, localTimeAt, parseLocalTime, parseNow, shownIn, writtenTime } from './instant.js'
export { type Merged, merge } from './merge.js'
export { deadlinesFor, isComplete, type PacketAnswer, packetOf } from './packet.js'
export { filesUnder, matching } from './packet-files.js'
export { reviewText, writeReview } from './review.js'
export { type Choice, choose, isNamed, purposeNamed } from './select.js'
export { deadlineTracks, type Purpose, purposeOf, stages } from './track.js'
export { type CalendarEntry, readText, withEntries, writeWhole } from './write.js'
export { parseZone, systemZone, utc, type Zone, zoneCandidates } from './zone.js'
