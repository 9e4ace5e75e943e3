/**
 * The runs and progress posts of a project as a static site: HTML without scripts, SVG figures, an Atom feed.
 *
 * In: a store of runs, a folder of posts. Out: files that any web server or `file://` shows. Private by default: see
 * public-run.ts. Same runs and posts, same bytes.
 * Errors: REPORT_POST, REPORT_SITE_FOLDER, REPORT_FIGURE_SVG. Feed: RFC 4287.
 */
export { type BuiltSite, buildSite, type SiteSettings } from './build.js'
export { atom, type Feed } from './feed.js'
export { markdownToHtml } from './markdown.js'
export { type Post, readPosts } from './posts.js'
export { leftOut, openShapes } from './public-run.js'
export { refuseForeign, writeSite } from './write.js'
