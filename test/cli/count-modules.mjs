// `node --import` this to have every module that is loaded written to $PHD_TEST_MODULES: ES modules as they are
// loaded, CommonJS modules at the end.
import { appendFileSync } from 'node:fs'
import { Module, register } from 'node:module'

register('./log-module.mjs', import.meta.url)
process.on('exit', () => appendFileSync(process.env.PHD_TEST_MODULES, `${Object.keys(Module._cache).join('\n')}\n`))
