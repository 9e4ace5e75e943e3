/** Take the few needed members out of a wheel, streaming, with their checksums checked and their modes kept. */
import { PhdError } from '../errors.js'
import { lastLines, runChild } from './child.js'
import { noSpace } from './requirements.js'
import type { Wheel } from './wheels.js'

// Python's zipfile reads zip64 and checks CRC-32; a broken pipe ends it with us.
const script = `
import os, sys, zipfile
wheel, target, *keep = sys.argv[1:]
done = 0
with zipfile.ZipFile(wheel) as archive:
    for member in archive.infolist():
        if member.is_dir() or not member.filename.startswith(tuple(keep)):
            continue
        path = os.path.join(target, member.filename)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with archive.open(member) as source, open(path, 'wb') as out:
            while chunk := source.read(4 << 20):
                out.write(chunk)
                done += len(chunk)
                print(done, flush=True)
        os.chmod(path, 0o755 if member.external_attr >> 16 & 0o111 else 0o644)
`

/** Writes under `target`; `progress` gets bytes written so far. Answers the bytes written. */
export async function unpackWheel(
  wheel: Wheel,
  path: string,
  options: { python: string; target: string; progress: (bytes: number) => void; signal?: AbortSignal },
): Promise<number> {
  let bytes = 0
  const line = (text: string) => {
    bytes = Number(text)
    options.progress(bytes)
  }
  const { code, stderr } = await runChild(options.python, ['-c', script, path, options.target, ...wheel.keep], { line, signal: options.signal })
  if (code === 0) return bytes
  if (stderr.includes('No space left on device')) throw noSpace(options.target, wheel.keptBytes)
  throw new PhdError('RUNTIME_UNPACK', `${wheel.name} ${wheel.version} could not be unpacked.`, { received: lastLines(stderr, 3), remedy: 'try again' })
}
