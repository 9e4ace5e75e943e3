/**
 * gzip, tar and zip into the files they hold, in their order, as streams.
 *
 * In: a `Source`, a named run of bytes. Out: its files, with the first 64 KiB of each. Archives are known by content and
 * may lie in one another (`a.tar!/b.dat`; a `.gz` loses its ending). Memory holds one head and what the streams buffer;
 * a zip inside another archive is held whole, up to the bound. Nothing is ever written.
 *
 * Errors: RADAR_FILE_DAMAGED names the archive or member and what broke. A member that breaks by itself (its gzip, its
 * checksum) is given with `damage`, and the archive goes on; a tar or zip that breaks as a whole ends there.
 * RADAR_FILE_SIZE, RADAR_FILE_NESTED, RADAR_FILE_ONCE.
 */
export { expand, type Unpacked } from './expand.js'
export { type Bytes, collected, type Source } from './source.js'
