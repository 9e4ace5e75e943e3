/**
 * HDF5 while it is read: what the readers `odim-hdf5` and `netcdf` share.
 *
 * In: the bytes of a file. `withHdf5` gives its groups, attributes and datasets by path, for as long as it is iterated.
 * Datasets come as typed arrays in the file's order. What a header claims is compared with its room before it is asked for.
 * `isHdf5` and `saysNetcdf` tell an HDF5 file from a NetCDF-4 one by the first bytes.
 *
 * Errors: RADAR_FILE_DAMAGED. Reference: HDF5 File Format Specification 3.0; the library is h5wasm.
 */
export { type Hdf5File, type Hdf5Numbers, withHdf5 } from './file.js'
export { isHdf5, saysNetcdf } from './kind.js'
