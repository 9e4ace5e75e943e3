/** All temporary folders of the tests lie in one, which goes with the last test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export default function temporaryRoot(): () => void {
  const root = mkdtempSync(join(tmpdir(), 'phd-tests-'))
  process.env.TMPDIR = root
  return () => rmSync(root, { recursive: true, force: true })
}
