/**
 * The scripts at the bundle's root, for any POSIX shell. They find everything relative to themselves, write nothing into
 * the bundle, and leave the system's libraries alone where those are new enough.
 */
import { type SystemLibrary, systemFolders } from './system-libraries.js'

export interface Launcher {
  /** JavaScript to run, below the bundle's root; without it Node itself. */
  script?: string
  about: string
}

export interface LauncherContext {
  /** Name of the runtime's folder, under `home/runtime/`. */
  runtime: string
  cuda: boolean
  libraries: SystemLibrary[]
}

export function launcherText({ script, about }: Launcher, { runtime, cuda, libraries }: LauncherContext): string {
  return `#!/bin/sh
# ${about}
self=$0
case $self in */*) ;; *) self=$(command -v -- "$self") ;; esac
while [ -h "$self" ]; do
  link=$(readlink -- "$self")
  case $link in /*) self=$link ;; *) self=\${self%/*}/$link ;; esac
done
here=$(CDPATH= cd -- "\${self%/*}" && pwd -P) || exit 1

# A library of the system will do where it is there and knows these versions.
has() {
  name=$1
  shift
  for folder in ${systemFolders.join(' ')}; do
    [ -e "$folder/$name" ] || continue
    for version; do grep -q "$version" "$folder/$name" 2>/dev/null || return 1; done
    return 0
  done
  return 1
}
${libraries.map(({ name, versions }) => ['has', name, ...versions].join(' ')).join(' && \\\n  ') || 'true'} ||
  export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib/system"

# PHD_HOME of the user gets a link to this TensorFlow; without one the bundle's own folder is read.
if [ -n "\${PHD_HOME:-}" ]; then
  [ -e "$PHD_HOME/runtime/${runtime}" ] ||
    { mkdir -p "$PHD_HOME/runtime" && ln -sf "$here/home/runtime/${runtime}" "$PHD_HOME/runtime/${runtime}"; } || exit 1
else
  export PHD_HOME="$here/home"
fi
[ -n "\${HOME:-}" ] || export HOME="\${TMPDIR:-/tmp}"
[ -n "\${SHELL:-}" ] || export SHELL=/bin/sh
${cuda ? cudaText : ''}
exec "$here/libexec/node"${script ? ` "$here/${script}"` : ''} "$@"
`
}

/** XLA compiles for the GPU with ptxas and libdevice; a flag of the user comes later and wins. */
const cudaText = `export XLA_FLAGS="--xla_gpu_cuda_data_dir='$here/lib/nvidia/cuda_nvcc'\${XLA_FLAGS:+ $XLA_FLAGS}"
`
