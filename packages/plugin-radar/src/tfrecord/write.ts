/** Writing TFRecord files, gzipped. */
import { gzipSync } from 'node:zlib'
import { frameParts } from './framing.js'
import { join } from './protobuf.js'

/** Records as the bytes of one gzipped TFRecord file. The same records give the same bytes. */
export function gzippedRecords(records: Uint8Array[]): Uint8Array {
  return gzipSync(join(...records.flatMap(frameParts)), { level: 6, chunkSize: 2 ** 20 })
}
