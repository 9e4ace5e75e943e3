/**
 * TFRecord framing: `uint64 length | uint32 masked CRC of length | data | uint32 masked CRC of data`, little-endian.
 */
import { PhdError } from '@phd/core'
import { maskedCrc32c } from './crc32c.js'
import { join } from './protobuf.js'

const headerBytes = 12
const footerBytes = 4

/** One framed record. */
export function frame(data: Uint8Array): Uint8Array {
  return join(...frameParts(data))
}

/** What stands before the data, the data, and what stands behind. */
export function frameParts(data: Uint8Array): Uint8Array[] {
  const header = new Uint8Array(headerBytes)
  const view = new DataView(header.buffer)
  view.setBigUint64(0, BigInt(data.length), true)
  view.setUint32(8, maskedCrc32c(header.subarray(0, 8)), true)
  const footer = new Uint8Array(footerBytes)
  new DataView(footer.buffer).setUint32(0, maskedCrc32c(data), true)
  return [header, data, footer]
}

/** Cuts a stream of chunks into records; holds at most one record and one chunk. */
export class RecordCutter {
  #pending: Uint8Array[] = []
  #length = 0
  #need = headerBytes
  #records = 0
  readonly #name: string

  /** `name` is the file, for messages. */
  constructor(name: string) {
    this.#name = name
  }

  /** The records that `chunk` completes. RADAR_SHARD_CORRUPT where a checksum is wrong. */
  *push(chunk: Uint8Array): Generator<Uint8Array> {
    this.#pending.push(chunk)
    this.#length += chunk.length
    while (this.#length >= this.#need) {
      const bytes = this.#pending.length === 1 ? this.#pending[0] : join(...this.#pending)
      this.#pending = [bytes]
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.#check(view.getUint32(8, true), bytes.subarray(0, 8), 'length')
      const dataEnd = headerBytes + Number(view.getBigUint64(0, true))
      this.#need = dataEnd + footerBytes
      if (this.#length < this.#need) return
      const data = bytes.subarray(headerBytes, dataEnd)
      this.#check(view.getUint32(dataEnd, true), data, 'data')
      this.#pending = [bytes.subarray(this.#need)]
      this.#length -= this.#need
      this.#need = headerBytes
      this.#records++
      yield data
    }
  }

  /** RADAR_SHARD_TRUNCATED where the stream ends inside a record, RADAR_SHARD_EMPTY where there was none. */
  end(): void {
    if (this.#length > 0) throw truncated(this.#name, `it ends inside record ${this.#records + 1}`)
    if (this.#records === 0) throw empty(this.#name)
  }

  #check(stored: number, bytes: Uint8Array, what: string): void {
    const computed = maskedCrc32c(bytes)
    if (stored !== computed) throw corrupt(this.#name, `the checksum of the ${what} of record ${this.#records + 1} is wrong`)
  }
}

const rebuild = 'copy the shard again, or build the dataset again: phd radar build --force'

export function truncated(name: string, received: string): PhdError {
  return new PhdError('RADAR_SHARD_TRUNCATED', `The shard ${name} is cut off.`, { expected: 'whole records to the end', received, remedy: rebuild })
}

export function corrupt(name: string, received: string, cause?: unknown): PhdError {
  return new PhdError('RADAR_SHARD_CORRUPT', `The shard ${name} is damaged.`, { expected: 'records with correct checksums', received, remedy: rebuild, cause })
}

export function empty(name: string): PhdError {
  return new PhdError('RADAR_SHARD_EMPTY', `The shard ${name} has no records.`, { expected: 'at least one record', received: 'none', remedy: rebuild })
}
