import { readFileSync } from 'node:fs'

/** Version of @phd/core, as its package.json has it. */
export const coreVersion: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
