/**
 * A bare machine: a folder with sh, cat, tar, gzip, sha256sum and glibc, entered with chroot in namespaces of its own: no
 * network, an empty environment, no Node, no libstdc++, no user database.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { newFolder, whereIs } from './phd.js'

const programs = ['sh', 'cat', 'tar', 'gzip', 'sha256sum']
const glibc = ['libdl.so.2', 'libm.so.6', 'libpthread.so.0', 'librt.so.1', 'libutil.so.1']
const namespaces = [...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--net', '--mount', '--pid', '--fork']

/** Undefined where this machine lets us enter such a room, else why not. */
export function whyNoRoom(): string | undefined {
  const lacking = ['unshare', 'mount', 'chroot', 'ldd', ...programs].find((name) => !find(name))
  if (lacking) return `there is no ${lacking}`
  const { status, stderr } = spawnSync(find('unshare')!, [...namespaces, '--', find('mount')!, '-t', 'proc', 'proc', '/proc'], { encoding: 'utf8' })
  return status === 0 ? undefined : `namespaces are not allowed here: ${stderr.trim()}`
}

function find(program: string): string | undefined {
  return whereIs(program) ?? ['/usr/sbin', '/sbin'].map((folder) => join(folder, program)).find((path) => existsSync(path))
}

export function newRoom(): string {
  const room = newFolder()
  for (const name of ['bin', 'tmp', 'proc', 'dev', 'opt']) mkdirSync(join(room, name))
  const libraries = new Set<string>()
  for (const name of programs) {
    const program = realpathSync(find(name)!)
    copyFileSync(program, join(room, 'bin', name))
    for (const [path] of execFileSync(find('ldd')!, [program], { encoding: 'utf8' }).matchAll(/\/\S+/g)) libraries.add(path)
  }
  const libc = [...libraries].find((path) => basename(path) === 'libc.so.6')!
  for (const name of glibc) libraries.add(join(dirname(libc), name))
  for (const path of libraries) {
    mkdirSync(join(room, dirname(path)), { recursive: true })
    copyFileSync(path, join(room, path))
  }
  writeFileSync(join(room, 'opt', '.keep'), '')
  return room
}

/** Run a shell line in the room; `readOnly` is a folder of it that cannot be written meanwhile. */
export function inRoom(room: string, line: string, { readOnly }: { readOnly?: string } = {}): { code: number | null; output: string } {
  const folder = `"$1${readOnly}"`
  const script = [
    'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev"',
    ...(readOnly ? [`mount --bind ${folder} ${folder} && mount -o remount,bind,ro ${folder}`] : []),
    'exec env -i "$3" "$1" /bin/sh -c "$2"',
  ].join(' && ')
  const args = [...namespaces, '--propagation', 'private', '--', 'sh', '-c', `${script} 2>&1`, 'sh', room, line, find('chroot')!]
  const { status, stdout, stderr } = spawnSync(find('unshare')!, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  })
  return { code: status, output: stdout + stderr }
}
