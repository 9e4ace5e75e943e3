/** Rules about what was built: that it still says what the runs say. */
import type { Build, BuildDiff } from '../../manifest/index.js'
import type { Rule } from '../check.js'

export interface BuildUnderTest {
  build: Build
  /** Then against now. */
  diff: BuildDiff
  /** Of each recorded file: `same`, `changed` or `missing`. */
  files: Map<string, 'same' | 'changed' | 'missing'>
  /** Words and settings that were edited since. */
  editedSources: string[]
}

const again = 'build again: phd report poster, slides or paper; --fix does it'

const staleNumber: Rule<BuildUnderTest> = {
  id: 'stale-number',
  severity: 'error',
  about: 'Every printed number is what the runs say now.',
  remedy: again,
  find: ({ diff: { numbers } }) =>
    numbers.flatMap(({ change, reference, before, after, problem, places }) => {
      if (change === 'changed') return [`${places[0]}: ${before} is ${after} now ({{${reference}}})`]
      return change === 'lost' ? [`${places[0]}: ${before} cannot be computed any more: ${problem}`] : []
    }),
}

const staleWords: Rule<BuildUnderTest> = {
  id: 'stale-words',
  severity: 'error',
  about: 'What was built says what report.md and report.yaml say.',
  remedy: again,
  find: ({ editedSources }) => editedSources.map((file) => `${file} was edited after the build`),
}

const staleFigure: Rule<BuildUnderTest> = {
  id: 'stale-figure',
  severity: 'error',
  about: 'Every figure is drawn from the data that the runs hold now.',
  remedy: again,
  find: ({ diff: { figures } }) => figures.flatMap(({ name, change }) => (change === 'changed' ? [`figure ${name}: its data changed`] : [])),
}

const runChanged: Rule<BuildUnderTest> = {
  id: 'run-changed',
  severity: 'note',
  about: 'The runs are those that it was built from, untouched.',
  remedy: `look at what changed (phd report diff), then ${again}`,
  find: ({ diff: { runs } }) =>
    runs.flatMap(({ letter, change, before, after }) => {
      if (change === 'changed') return [`run ${letter} (${before}) was written to since`]
      return change === 'replaced' ? [`run ${letter} is ${after}, it was ${before}`] : []
    }),
}

const runGone: Rule<BuildUnderTest> = {
  id: 'run-gone',
  severity: 'error',
  about: 'The runs are still there: without them no number can be shown to be true.',
  remedy: 'put the run back into the folder of runs, or name it with --runs',
  find: ({ diff: { runs } }) => runs.flatMap(({ letter, change, before }) => (change === 'gone' ? [`run ${letter} (${before}) is gone`] : [])),
}

const editedFile: Rule<BuildUnderTest> = {
  id: 'edited-file',
  severity: 'note',
  about: 'The files are as they were built. What is changed by hand in them is lost at the next build.',
  remedy: 'carry the change into report.md; where the file shall stay as it is, keep a copy elsewhere',
  find: ({ files }) =>
    [...files].flatMap(([file, state]) =>
      state === 'same' ? [] : [`${file} ${state === 'missing' ? 'is not there any more' : 'was changed after it was built'}`],
    ),
}

export const buildRules: Rule<BuildUnderTest>[] = [staleNumber, staleWords, staleFigure, runChanged, runGone, editedFile]
