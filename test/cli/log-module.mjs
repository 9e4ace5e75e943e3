import { appendFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export async function load(url, context, nextLoad) {
  if (url.startsWith('file:')) appendFileSync(process.env.PHD_TEST_MODULES, `${fileURLToPath(url)}\n`)
  return nextLoad(url, context)
}
