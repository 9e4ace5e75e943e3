/** What an install needs of the machine, checked before anything is downloaded. Each lack names its cure. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { PhdError } from '../errors.js'
import { findProgram, runChild } from './child.js'
import type { RuntimeDevice } from './location.js'
import { formatBytes } from './size.js'
import { type Wheel, wheels } from './wheels.js'

const oldestGlibc = 27 // 2.27, the manylinux tag of the wheels

/** The wheels for this machine, or RUNTIME_ARCH. */
export function wheelsFor(device: RuntimeDevice): Wheel[] {
  const here = `${process.platform}-${process.arch}`
  const cuda = device === 'cuda' ? ' with CUDA' : ''
  const refuse = (what: string, remedy: string) =>
    new PhdError('RUNTIME_ARCH', `There is no TensorFlow${cuda} for this machine: ${what}.`, {
      expected: device === 'cuda' ? 'Linux on x86-64' : 'Linux on x86-64 or arm64',
      received: here,
      remedy,
    })
  if (process.platform !== 'linux') throw refuse(`the operating system is ${process.platform}`, 'on Windows use WSL 2, on macOS a Linux container')
  const found = wheels[`${device}-${process.arch}`]
  if (!found) {
    throw refuse(`the processor is ${process.arch}`, wheels[`cpu-${process.arch}`] ? 'phd runtime install --device cpu' : 'use an x86-64 or arm64 machine')
  }
  if (process.arch === 'x64' && !/^flags\b.*\bavx\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'))) {
    throw refuse('the processor has no AVX instructions', 'use a processor of 2012 or later, or let the virtual machine show AVX')
  }
  const glibc = glibcVersion()
  if (!glibc) throw refuse('Node was not built for glibc (Alpine and other musl systems)', 'use a glibc system such as Debian or Ubuntu')
  if (Number(glibc.split('.')[1]) < oldestGlibc) throw refuse(`glibc ${glibc} is older than 2.${oldestGlibc}`, 'use a Linux of 2018 or later')
  return found
}

function glibcVersion(): string | undefined {
  const report = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }
  return report.header.glibcVersionRuntime
}

/** Python 3 on PATH, or RUNTIME_NO_PYTHON. */
export function requirePython(): string {
  const python = findPython()
  if (python) return python
  throw new PhdError('RUNTIME_NO_PYTHON', 'Python 3 is needed to download TensorFlow, and there is no python3 on PATH.', {
    remedy: 'sudo apt install python3-pip   (Fedora, RHEL: sudo dnf install python3-pip; cluster: module load python)',
  })
}

export function findPython(): string | undefined {
  return findProgram('python3') ?? findProgram('python')
}

/** `pip 24.0 from … (python 3.12)`, or RUNTIME_NO_PIP. */
export async function requirePip(python: string): Promise<string> {
  const { code, stdout, stderr } = await runChild(python, ['-m', 'pip', '--version'])
  if (code === 0) return stdout.trim()
  throw new PhdError('RUNTIME_NO_PIP', `${python} has no pip, which downloads TensorFlow.`, {
    received: stderr.trim().split('\n').at(-1),
    remedy: `sudo apt install python3-pip, or ${python} -m ensurepip --user`,
  })
}

/** The C++ compiler ($CXX, g++, c++ or clang++), or RUNTIME_NO_COMPILER. */
export function requireCompiler(): string {
  const compiler = findCompiler()
  if (compiler) return compiler
  const lack = process.env.CXX ? `CXX names ${process.env.CXX}, which is not there` : 'there is no g++ on PATH'
  throw new PhdError('RUNTIME_NO_COMPILER', `A C++17 compiler is needed to build the addon between Node and TensorFlow, and ${lack}.`, {
    remedy: 'sudo apt install g++   (Fedora, RHEL: sudo dnf install gcc-c++; cluster: module load gcc)',
  })
}

export function findCompiler(): string | undefined {
  const asked = process.env.CXX
  if (asked) return existsSync(asked) ? asked : findProgram(asked)
  return findProgram('g++') ?? findProgram('c++') ?? findProgram('clang++')
}

/** Makes the folder, or RUNTIME_HOME where it cannot be made or written. */
export function requireWritable(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true })
    accessSync(dir, constants.W_OK)
  } catch (cause) {
    throw new PhdError('RUNTIME_HOME', `${dir} cannot be written.`, {
      received: (cause as NodeJS.ErrnoException).code,
      remedy: 'set PHD_HOME to a folder of yours',
      cause,
    })
  }
}

/** Bytes free for us where `path` lies or will lie. */
export function freeBytes(path: string): number {
  let there = path
  while (!existsSync(there)) there = dirname(there)
  const { bavail, bsize } = statfsSync(there)
  return bavail * bsize
}

/** RUNTIME_NO_SPACE where less than `needed` bytes are free. */
export function requireSpace(path: string, needed: number): void {
  const free = freeBytes(path)
  if (free < needed) throw noSpace(path, needed, free)
}

export function noSpace(path: string, needed: number, free = freeBytes(path)): PhdError {
  return new PhdError('RUNTIME_NO_SPACE', `Not enough room on the disk of ${path}.`, {
    expected: `${formatBytes(needed)} free while installing`,
    received: `${formatBytes(free)} free`,
    remedy: 'free some space, or set PHD_HOME to a folder on a larger disk',
  })
}
