declare module 'yauzl' {
  import type { Readable } from 'node:stream'

  interface Entry {
    fileName: Buffer
    generalPurposeBitFlag: number
    compressedSize: number
    uncompressedSize: number
    crc32: number
  }
  interface Options {
    lazyEntries: true
    autoClose: false
    decodeStrings: false
  }
  interface ZipFile {
    eachEntry(): AsyncIterable<Entry>
    openReadStreamPromise(entry: Entry): Promise<Readable>
    close(): void
  }
  const yauzl: {
    openPromise(path: string, options: Options): Promise<ZipFile>
    fromBufferPromise(bytes: Buffer, options: Options): Promise<ZipFile>
  }
  export default yauzl
  export type { Entry, ZipFile }
}
