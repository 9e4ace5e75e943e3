/** NetCDF-4 is HDF5 too: what tells them apart in the first bytes, and the name where they do not. */

const signature = Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a])

export function isHdf5(head: Uint8Array): boolean {
  return head.length >= 8 && signature.equals(head.subarray(0, 8))
}

/** Attributes that only NetCDF's dimension scales have. Radar layouts are told by their groups first: some carry both. */
export function saysNetcdf(name: string, head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1')
  if (/ODIM_H5|image_data|map_projection|startdate/.test(text)) return false
  return /_NCProperties|_Netcdf4|DIMENSION_LIST|DIMENSION_SCALE|_nc3_strict/.test(text) || /\.(nc|nc4|cdf)(\.gz)?$/i.test(name)
}
