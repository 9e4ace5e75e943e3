/** What is said of a file that phd built, and that is looked at far from its report. */
import type { Rule } from '../check.js'

export interface BesideUnderTest {
  /** What only the report knows; empty where it stands beside the file. */
  unchecked: string[]
}

const reportBeside: Rule<BesideUnderTest> = {
  id: 'report-beside',
  severity: 'note',
  about: 'A file of a report is looked at with the report beside it: its words, its runs and its venue are known there.',
  remedy: 'for all of it: phd report check DIR, the folder that it was built in',
  find: ({ unchecked }) => (unchecked.length > 0 ? [`no report stands beside it; not checked: ${unchecked.join('; ')}`] : []),
}

export const besideRules: Rule<BesideUnderTest>[] = [reportBeside]
