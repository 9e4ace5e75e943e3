/**
 * Data sets from their origin: fetched when a user asks, checked by sha256, kept where experiments find them.
 *
 * In: a contribution of the kind `dataset`, which names each file's URL, sha256 and bytes. Out: whole files under
 * `$PHD_DATA/SHA256/NAME` (see `datasetFile`) or in a folder of the user's. A file that is there has the right bytes:
 * it grows as `NAME.part`, which a later call goes on with, and gets its name when its sha256 is right. What came
 * whole but wrong lies beside as `NAME.rejected`, what lay there and is not the file as `NAME.changed`.
 *
 * Errors: DATASET_CHECKSUM, DATASET_HTTP (the origin says no), DATASET_NETWORK (it does not answer, or breaks off
 * more often than `retries`), DATASET_INCOMPLETE (several of these), DATASET_OUT, DATASET_STOPPED, DISK_FULL.
 */
export { alone } from './alone.js'
export { type FetchedFile, type FetchOptions, fetchDataset } from './fetch.js'
export { inParallel } from './parallel.js'
export { backOffMs, type RetryOptions, retrying } from './retry.js'
export { type FileState, type Verified, verifyDataset } from './verify.js'
