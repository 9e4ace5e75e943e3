/**
 * Fetch one wheel with pip: the user's own index, proxy and certificates, and a sha256 that must match.
 *
 * pip writes into TMPDIR while it downloads; the growth of that file is the progress. Whole wheels are kept in
 * `downloads/` until the install has ended, so that the next attempt need not fetch them again.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { PhdError } from '../errors.js'
import { type Ended, lastLines, runChild } from './child.js'
import { noSpace } from './requirements.js'
import { type Wheel, wheelFile } from './wheels.js'

const pollMs = 200

export interface DownloadOptions {
  python: string
  /** Whole wheels. */
  downloads: string
  /** Ours alone; removed by the caller. */
  staging: string
  /** Bytes so far. */
  progress: (bytes: number) => void
  signal?: AbortSignal
}

/** Path of the wheel in `downloads`. */
export async function downloadWheel(wheel: Wheel, { python, downloads, staging, progress, signal }: DownloadOptions): Promise<string> {
  const path = join(downloads, wheelFile(wheel))
  if (await isWhole(path, wheel.sha256)) return path
  const temporary = join(staging, 'pip')
  const target = join(staging, 'wheels')
  for (const folder of [temporary, target]) mkdirSync(folder, { recursive: true })
  const requirements = join(staging, 'requirements.txt')
  writeFileSync(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`)
  const poll = setInterval(() => progress(largestWheel(temporary)), pollMs)
  try {
    const ended = await runChild(python, pipArguments(wheel, requirements, target), { env: pipEnvironment(temporary), signal })
    if (ended.code !== 0) throw pipFailure(wheel, ended, downloads)
  } finally {
    clearInterval(poll)
  }
  mkdirSync(downloads, { recursive: true })
  renameSync(join(target, wheelFile(wheel)), path)
  return path
}

function pipArguments(wheel: Wheel, requirements: string, target: string): string[] {
  const platforms = wheel.tag.split('-').at(-1)!.split('.')
  return [
    ...['-m', 'pip', 'download', '--no-deps', '--require-hashes', '--no-cache-dir', '--retries', '3', '--progress-bar', 'off'],
    ...['--only-binary=:all:', '--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'],
    ...platforms.flatMap((platform) => ['--platform', platform]),
    ...['--dest', target, '--requirement', requirements],
  ]
}

function pipEnvironment(temporary: string): NodeJS.ProcessEnv {
  const { PIP_CONSTRAINT: _constraint, ...env } = process.env // a constraint without a hash fails --require-hashes
  return { ...env, TMPDIR: temporary, PIP_REQUIRE_VIRTUALENV: '0', PIP_DISABLE_PIP_VERSION_CHECK: '1' }
}

function pipFailure(wheel: Wheel, { stdout, stderr }: Ended, place: string): PhdError {
  const said = `${stderr}\n${stdout}`
  const what = `${wheel.name} ${wheel.version}`
  if (said.includes('DO NOT MATCH THE HASHES')) {
    const got = /Got\s+([0-9a-f]{64})/.exec(said)?.[1]
    return new PhdError('RUNTIME_CHECKSUM', `${what} came with a wrong checksum and was thrown away.`, {
      expected: `sha256 ${wheel.sha256}`,
      received: got ? `sha256 ${got}` : undefined,
      remedy: 'try again; if it stays wrong, the package index or a proxy alters files: unset PIP_INDEX_URL, then phd runtime install',
    })
  }
  if (said.includes('No space left on device')) return noSpace(place, wheel.bytes * 2)
  if (/connection broken by|ConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|Name or service not known|name resolution/i.test(said)) {
    return new PhdError('RUNTIME_NO_NETWORK', `pip cannot reach the package index for ${what}.`, {
      received: /(?:NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|SSLError)[^\n]*/.exec(said)?.[0],
      remedy: 'check network and proxy (pip reads https_proxy and PIP_INDEX_URL), or link a Python environment: phd runtime install --from DIR',
    })
  }
  if (said.includes('No matching distribution')) {
    return new PhdError('RUNTIME_NO_WHEEL', `The package index has no ${what} for this platform.`, {
      expected: wheelFile(wheel),
      received: lastLines(stderr, 2),
      remedy: 'unset PIP_INDEX_URL and try again, or link a Python environment: phd runtime install --from DIR',
    })
  }
  return new PhdError('RUNTIME_DOWNLOAD', `pip could not download ${what}.`, { received: lastLines(stderr, 4), remedy: 'mend what pip says, then try again' })
}

/** Bytes of the wheel that pip is writing; 0 before it has begun. */
function largestWheel(folder: string): number {
  const sizes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.whl'))
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
  return Math.max(0, ...sizes)
}

async function isWhole(path: string, sha256: string): Promise<boolean> {
  if (!existsSync(path)) return false
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  if (hash.digest('hex') === sha256) return true
  rmSync(path)
  return false
}
