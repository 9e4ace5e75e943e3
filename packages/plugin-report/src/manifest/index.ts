/**
 * build.json: what was built, from which runs, and where every printed number came from.
 *
 * In: a laid document and its runs. Out: one record a folder, the build before kept, and a copy inside each PPTX and PDF.
 * Errors: REPORT_MANIFEST (what is there cannot be read), REPORT_MANIFEST_BUSY.
 */
export { type BuildDiff, diffSnapshots, type FigureChange, isEmptyDiff, type NumberChange, type RunChange } from './diff.js'
export { attachedTexts, typstAttachment } from './embed/pdf.js'
export { embedInPptx } from './embed/pptx.js'
export { travelledManifest } from './embed/read.js'
export { travellingManifest } from './embed/travelling.js'
export { dataHash, figuresOfPages, placedFigure } from './figures.js'
export { manifestFile, previousFile, readManifest, recordBuild } from './file.js'
export type { Build, Manifest, OutputKind, PlacedFigure, PrintedNumber, UsedRun } from './model.js'
export { numbersOfBlocks, numbersOfPages, numbersOfSpans, type PrintedAt } from './numbers.js'
export { parseManifest } from './parse.js'
export { runHash, usedRuns } from './run-hash.js'
export { placeOf, type Snapshot, snapshotNow, snapshotOf } from './snapshot.js'
