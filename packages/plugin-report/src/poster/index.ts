/** The poster from beginning to end: draft, build, write. */
export { type BuiltPoster, buildPoster, type PosterFile } from './build.js'
export { draftToFit } from './draft.js'
export { writeFiles } from './write.js'
