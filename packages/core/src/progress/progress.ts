/**
 * Progress with rate and time left: one redrawn line on a terminal, a plain line every few seconds elsewhere.
 */
export interface Progress {
  update(done: number, total?: number, note?: string): void
  /** Write something else in between without tearing the line. */
  interrupt(write: () => void): void
  end(): void
}

export const silentProgress: Progress = { update() {}, interrupt: (write) => write(), end() {} }

const redrawMs = 100
const plainLineMs = 10_000

/** Progress on a stream (stderr); `unit` names what is counted, for example `samples`. */
export function streamProgress(stream: NodeJS.WriteStream = process.stderr, unit = ''): Progress {
  const started = Date.now()
  let drawn = stream.isTTY ? 0 : Date.now()
  let first: number | undefined
  let last = ''
  const clear = () => {
    if (stream.isTTY && last) stream.write('\r\x1b[K')
  }
  return {
    update(done, total, note) {
      first ??= done
      const now = Date.now()
      if (now - drawn < (stream.isTTY ? redrawMs : plainLineMs) && done !== total) return
      if (!stream.isTTY && done === total && now - started < plainLineMs) return
      drawn = now
      const line = progressLine({ done, total, unit, note, rate: (done - first) / Math.max((now - started) / 1000, 1e-3) })
      if (stream.isTTY) {
        clear()
        stream.write(line.slice(0, (stream.columns || 80) - 1))
      } else stream.write(`${line}\n`)
      last = line
    },
    interrupt(write) {
      clear()
      write()
      if (stream.isTTY && last) stream.write(last.slice(0, (stream.columns || 80) - 1))
    },
    end() {
      clear()
      last = ''
    },
  }
}

/** `epoch 2/8  312/900 samples  35%  41.2/s  14s left`. Rate is per second. */
export function progressLine({ done, total, unit, note, rate }: { done: number; total?: number; unit?: string; note?: string; rate: number }): string {
  const parts = [note, `${count(done)}${total === undefined ? '' : `/${count(total)}`}${unit ? ` ${unit}` : ''}`]
  if (total) parts.push(`${Math.floor((100 * done) / total)}%`)
  if (rate > 0) parts.push(`${rate < 100 ? rate.toFixed(1) : Math.round(rate)}/s`)
  if (total && rate > 0 && done < total) parts.push(`${duration((total - done) / rate)} left`)
  return parts.filter(Boolean).join('  ')
}

/** `4s`, `2m10s`, `1h05m`. */
export function duration(seconds: number): string {
  const s = Math.round(seconds)
  if (s < 60) return `${s}s`
  if (s < 3600) return `${Math.floor(s / 60)}m${String(s % 60).padStart(2, '0')}s`
  return `${Math.floor(s / 3600)}h${String(Math.floor((s % 3600) / 60)).padStart(2, '0')}m`
}

function count(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1)
}
