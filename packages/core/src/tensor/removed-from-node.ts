/** What tfjs-node 4.22 calls of `node:util` and Node 23 took away; must be imported before tfjs-node. */
import { createRequire } from 'node:module'

const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>
util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
util.isArray ??= Array.isArray
