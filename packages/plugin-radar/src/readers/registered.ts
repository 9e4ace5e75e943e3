/** The readers of the installed plugins. */
import { isPhdError, PhdError, type Registry } from '@phd/core'
import type { RasterReader } from './reader.js'

export interface NamedReader {
  /** What `--format` calls it: the key under which it is provided. */
  name: string
  reader: RasterReader
}

/**
 * Every `rasterReader`, sorted by name. One that cannot be loaded is passed over with a line in the log: it knows no file,
 * and where `--format` names it, reading is its error, PLUGIN_BROKEN or NAME_TAKEN_TWICE.
 */
export async function registeredReaders(registry: Registry, log: (line: string) => void = (line) => process.stderr.write(`${line}\n`)): Promise<NamedReader[]> {
  const names = new Set((await registry.list('rasterReader')).map(({ name }) => name))
  return Promise.all(
    [...names].map(async (name) => {
      try {
        return { name, reader: checked(name, await registry.get('rasterReader', name)) }
      } catch (error) {
        if (!isPhdError(error)) throw error
        log(`the reader ${name} is passed over: ${error.message} ${error.received ?? ''}`.trim())
        return { name, reader: broken(error) }
      }
    }),
  )
}

function checked(name: string, reader: RasterReader): RasterReader {
  if (typeof reader.recognises === 'function' && typeof reader.read === 'function') return reader
  throw new PhdError('PLUGIN_BROKEN', `The rasterReader ${name} cannot be used.`, {
    expected: 'an object with recognises() and read()',
    received: `one with ${Object.keys(reader).join(', ') || 'nothing'}`,
    remedy: 'phd list, and reinstall or take out its plugin',
  })
}

function broken(error: PhdError): RasterReader {
  return {
    about: error.message,
    extensions: [],
    recognises: () => false,
    // biome-ignore lint/correctness/useYield: it fails before the first frame
    async *read() {
      throw error
    },
  }
}
