/**
 * Rain radar of others, fetched by FTP: the UK 1 km NIMROD composite of the Met Office from the CEDA archive.
 *
 * In: a span of days, an FTP server, who you are there. Out: one tar a day in a folder, as the archive has them, and
 * `manifest.json` beside (file, bytes, sha256, when, from where). A tar that is there is whole: it grows as `NAME.part`,
 * with which a later call goes on, and gets its name when it has the length that the server says and reads as a tar to
 * its end; one that does not lies beside as `NAME.rejected`. Never more than `parallel` connections; one process at a
 * time in a folder. User and password come from the caller and stand in no message, log or manifest.
 *
 * Errors: RADAR_FETCH_DAYS, _SERVER, _BLACKLIST, _CREDENTIALS, _LOGIN, _TLS, _CONNECT, _REFUSED, _SIZE, _TAR,
 * _INCOMPLETE (several days), _NOTHING, _MANIFEST, _STOPPED; DISK_FULL, DATASET_OUT.
 */
export { type Blacklist, damagedDays, readBlacklist } from './blacklist.js'
export { daysBetween } from './days.js'
export { type Manifest, type ManifestFile, manifestName } from './manifest.js'
export { fetchNimrod, type NimrodFetch, type NimrodFetchOptions, type NimrodFile } from './nimrod.js'
export { cedaServer, type Server, serverOf, serverUrl } from './server.js'
