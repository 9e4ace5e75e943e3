/**
 * Readers: files of radar and terrain into frames.
 *
 * In: a path. `openRasterFiles` gives the file, or the files of a .gz, .tar or .zip, each to be read before the next;
 * `readerFor` finds the reader that knows one by its content; `readFrames` gives its `Frame`s as src/raster defines them:
 * (y, x), row 0 north, UTC, NaN where missing, mm/h and metres, in the order of the file; one at least, or an error.
 * `framesIn` is the three in one.
 *
 * A format is a `rasterReader`, provided in a plugin's `phd.ts`; a third party adds one without touching this folder. It
 * takes a `RasterFile` and gives frames, and allocates nothing that it has not checked against the file's length.
 *
 * | where | what |
 * | --- | --- |
 * | reader.ts | the kind `rasterReader`: what a format takes and gives |
 * | registered.ts, recognise.ts | the readers of the installed plugins; which of them reads a file |
 * | open-file.ts, containers/ | a path into files; gzip, tar and zip into theirs |
 * | nimrod/, ceda-jsonl/ | UK Met Office: composites, and what nimrod-data-downloader makes of them |
 * | radolan/, mch-gif/, fmi-pgm/, mrms-crop/ | Germany, Switzerland, Finland, United States |
 * | odim-hdf5/, netcdf/, grib2/ | KNMI and OPERA composites, CF grids, WMO grids |
 * | ascii-grid/, geotiff/, hgt/ | terrain, and rasters of GIS |
 * | hdf5/ | HDF5 itself, for odim-hdf5 and netcdf |
 * | damaged.ts, cells.ts, finite.ts, options.ts, metric-projection.ts | what all formats say, check and convert alike |
 *
 * Errors: RADAR_FILE_MISSING, RADAR_FILE_DAMAGED (what is wrong, what was expected, at which byte), RADAR_FILE_UNSUPPORTED,
 * RADAR_FILE_SIZE (over 1 GiB in memory), RADAR_FILE_NESTED, RADAR_FILE_ONCE, RADAR_FORMAT_UNKNOWN, RADAR_FORMAT_AMBIGUOUS,
 * RADAR_FORMAT_NAME, RADAR_READER_OPTION. Nothing but PhdErrors leaves a reader.
 */
export { type OpenedFile, openRasterFiles, type RasterFileOptions } from './open-file.js'
export type { RasterFile, RasterReader, ReadOptions } from './reader.js'
export { framesIn, readerFor, readFrames } from './recognise.js'
export { type NamedReader, registeredReaders } from './registered.js'
