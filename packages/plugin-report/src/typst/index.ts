/**
 * The Typst compiler that npm installs: no TeX, no browser, no network.
 *
 * Errors: REPORT_TYPST_MISSING (no build for this machine), REPORT_TYPST (it refused what we wrote).
 */
import { PhdError } from '@phd/core'

export async function loadTypst(remedy = 'npm install --include=optional') {
  try {
    return await import('@myriaddreamin/typst-ts-node-compiler')
  } catch (cause) {
    throw new PhdError('REPORT_TYPST_MISSING', 'The Typst compiler, which writes PDF, is not installed for this machine.', {
      expected: '@myriaddreamin/typst-ts-node-compiler with its binary for this platform',
      received: `${process.platform} ${process.arch}: ${(cause as Error).message}`,
      remedy,
      cause,
    })
  }
}

/** `report` is what a person sends along with the report of the defect. */
export function typstRefused(what: string, diagnostics: unknown, report: string): PhdError {
  if (diagnostics instanceof PhdError) return diagnostics
  const message = typeof diagnostics === 'string' ? diagnostics : diagnostics instanceof Error ? diagnostics.message : JSON.stringify(diagnostics)
  return new PhdError('REPORT_TYPST', `Typst did not accept the ${what}.`, {
    received: message.slice(0, 500),
    remedy: `this is a defect of phd: report it with ${report}`,
  })
}
