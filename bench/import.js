// What `phd radar import` needs for 5,000 frames of 700 x 700 cells: the most memory, and frames a second.
//
//     node bench/import.js [frames]
//
// Writes gzipped NIMROD fields of a moving field of rain to a temporary folder, some 60 MB for 5,000, and imports them by the
// command line in a process of its own. Goes to bench/results/import.csv.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const side = 700

/** One field in the layout of the UK composite, five minutes times `k` after the start of 2020. */
export function field(k) {
  const header = Buffer.alloc(520)
  header.writeUInt32BE(512, 0)
  header.writeUInt32BE(512, 516)
  const [year, month, day, hour, minute] = new Date(Date.UTC(2020, 0, 1) + k * 300_000).toISOString().split(/\D/).map(Number)
  const integers = [year, month, day, hour, minute, 0, year, month, day, hour, minute, 1, 2, 0, 0, side, side, 2, 213, 0, 0, 0, 0, 0, -1]
  for (const [i, value] of integers.entries()) header.writeInt16BE(value, 4 + 2 * i)
  for (const [i, value] of [9999, -32767, 1_549_500, 1000, -404_500, 1000, -32767, 1, 0, 0, 0, 49, -2, 400_000, -100_000, 0.9996012717].entries())
    header.writeFloatBE(value, 66 + 4 * i)
  for (let i = 0; i < 45; i++) header.writeFloatBE(-32767, 178 + 4 * i)
  header.write(`${'mm/h*32'.padEnd(8)}${'Radar'.padEnd(24)}${'Rainfall rate Composite'.padEnd(24)}`, 358, 'latin1')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(2 * side * side)
  const numbers = Buffer.alloc(2 * side * side)
  for (let y = 100; y < 260; y++) {
    for (let x = 0; x < 160; x++) numbers.writeInt16BE((x * y + k) % 1200, 2 * (y * side + ((x + 3 * k) % side)))
  }
  return Buffer.concat([header, length, numbers, length])
}

/** One import in a process of its own: bytes of the greatest resident size, and seconds. */
export async function importOf(frames, folder) {
  for (let k = 0; k < frames; k++) writeFileSync(join(folder, `${String((k * 7919) % frames).padStart(5, '0')}-${k}.dat.gz`), gzipSync(field(k), { level: 1 }))
  const peak = join(folder, 'peak.txt')
  const hook = `import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)))`
  const args = [fileURLToPath(new URL('../bin/phd.js', import.meta.url)), 'radar', 'import', join(folder, '*.gz'), '--out', join(folder, 'rain.zarr'), '--json']
  const started = Date.now()
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let stdout = ''
  child.stdout.on('data', (text) => {
    stdout += text
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`the import ended with ${code}: ${stdout}`)
  return { answer: JSON.parse(stdout), peakBytes: 1024 * Number(readFileSync(peak, 'utf8')), seconds: (Date.now() - started) / 1000 }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { machine, writeCsv } = await import('./record.js')
  const rows = []
  for (const frames of process.argv[2] ? [Number(process.argv[2])] : [100, 5000]) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-import-'))
    try {
      const { peakBytes, seconds } = await importOf(frames, folder)
      rows.push({
        frames,
        cells: `${side} x ${side}`,
        peak_mb: Math.round(peakBytes / 1e6),
        seconds: seconds.toFixed(0),
        frames_a_second: (frames / seconds).toFixed(1),
        machine: machine(),
      })
      process.stderr.write(`${frames} frames  ${Math.round(peakBytes / 1e6)} MB  ${seconds.toFixed(0)} s\n`)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  if (!process.argv[2]) writeCsv('import.csv', rows)
  console.table(rows)
}
