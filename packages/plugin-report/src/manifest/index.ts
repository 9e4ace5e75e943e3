/**
 * build.json: what was built, from which runs, and where every printed number came from.
 *
 * In: a laid document and its runs. Out: one record a folder, the build before kept, and a copy inside each PPTX and PDF (`embed/`).
 * Errors: REPORT_MANIFEST (what is there cannot be read), REPORT_MANIFEST_BUSY, REPORT_FILE_MISSING, REPORT_TRACE_NONE.
 */
export { type BuildDiff, diffSnapshots, type FigureChange, isEmptyDiff, type NumberChange, type RunChange } from './diff.js'
export { attachedTexts, typstAttachment } from './embed/pdf.js'
export { embedInPptx } from './embed/pptx.js'
export { travelledManifest } from './embed/read.js'
export { travellingManifest } from './embed/travelling.js'
export { type FigureValue, figureValues } from './figure-values.js'
export { dataHash, figuresOfPages, placedFigure } from './figures.js'
export { manifestFile, previousFile, readManifest, recordBuild, sourcesIn } from './file.js'
export { type FoundManifest, findManifest } from './find.js'
export type { Build, Manifest, OutputKind, PlacedFigure, PrintedNumber, UsedRun } from './model.js'
export { compareWithNow } from './now.js'
export { numbersOfBlocks, numbersOfPages, numbersOfSpans, type PrintedAt } from './numbers.js'
export { noRecord, parseManifest } from './parse.js'
export { numberNotPrinted, type ShownTrace, traceText } from './print.js'
export { runHash, usedRuns } from './run-hash.js'
export { runsFolderOf } from './runs-folder.js'
export { placeOf, type Snapshot, snapshotNow, snapshotOf, snapshotOfAll } from './snapshot.js'
export { printedAs, type RunState, type Trace, type TracedFigure, type TracedNumber, type TracedRun, traceBuilds } from './trace.js'
