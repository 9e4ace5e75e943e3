import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { phd, temporaryDir } from './files.js'
import { root } from './oracle.js'

const guide = readFileSync(join(root, 'docs', 'guide', 'social.md'), 'utf8')
const commands = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((block) => block[1].trim().split('\n'))

describe('docs/guide/social.md', () => {
  it.each(commands)('%s', async (line) => {
    const args = line
      .split(' ')
      .slice(1)
      .map((word) => (word.startsWith('packages/') ? join(root, word) : word))
    const { code, stdout, stderr } = await phd(args, { cwd: temporaryDir() })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout.length).toBeGreaterThan(20)
  })

  it('has commands, and names every error code of the package', () => {
    expect(commands.length).toBe(4)
    for (const code of [
      'FILE_MISSING',
      'FORMAT',
      'EMPTY',
      'JSON',
      'CSV',
      'NO_TEXT',
      'NO_FLOOD',
      'DATE',
      'ENCODING',
      'GZIP',
      'SAME_FILE',
      'KEY_TAKEN',
      'OUT',
      'FLOOD_FIELD',
      'FLOODS',
      'MODEL',
      'TOO_FEW',
      'STOPPED',
    ])
      expect(guide).toContain(`SOCIAL_${code}`)
  })
})
