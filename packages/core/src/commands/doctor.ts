import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PhdCommand, runsFlag } from '../command/index.js'
import { type Check, examine } from '../runtime/doctor.js'
import { coreVersion } from '../version.js'

export default class Doctor extends PhdCommand {
  static override summary = 'Check that everything needed to train is here; for each problem show the line that mends it.'
  static override description = 'Exits with 1 if training on the CPU could not run.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']
  static override flags = { runs: runsFlag }

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Doctor)
    const versions = this.versions()
    const checks = await examine(flags.runs)
    const ready = checks.every(({ state }) => state !== 'problem')
    if (!ready) process.exitCode = 1
    if (this.jsonEnabled()) return { ready, versions, checks }
    this.log(`phd ${coreVersion} (${listOf(versions)})\n`)
    for (const check of checks) this.log(describe(check))
    this.log(ready ? '\nReady to train.' : '\nNot ready to train: see the lines that begin with try.')
    return { ready, versions, checks }
  }

  /** Plugins, and the npm package that TensorFlow is driven by. */
  private versions(): Record<string, string> {
    const plugins = this.config.getPluginsList().map(({ name, version }) => [name, version])
    const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json')
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as { name: string; version: string }
    return Object.fromEntries([['@phd/core', coreVersion], ...plugins, [name, version]])
  }
}

const marks = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' }

function describe({ name, state, found, remedy }: Check): string {
  return `${marks[state]}  ${name.padEnd(12)}  ${found}${remedy ? `\n         try:          ${remedy}` : ''}`
}

function listOf(versions: Record<string, string>): string {
  return Object.entries(versions)
    .filter(([name]) => !name.startsWith('@oclif/') && name !== 'phd')
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
}
