/** Small HDF5 files of the three layouts, written by the HDF5 library itself. */

async function written(fill) {
  const h5wasm = await import('h5wasm')
  await h5wasm.ready
  const file = new h5wasm.File('/seed.h5', 'w')
  fill(file)
  file.close()
  const bytes = Buffer.from(h5wasm.FS.readFile('/seed.h5'))
  h5wasm.FS.unlink('/seed.h5')
  return bytes
}

const pixels = (count) => Uint16Array.from({ length: count }, (_, index) => (index % 11 === 0 ? 65535 : (index * 17) % 400))
const attributes = (object, values) => {
  for (const [key, value] of Object.entries(values)) object.create_attribute(key, value)
}

export function knmi({ rows = 12, columns = 10, packed = true } = {}) {
  return written((file) => {
    const geographic = file.create_group('geographic')
    attributes(geographic, {
      geo_number_rows: Int32Array.of(rows),
      geo_number_columns: Int32Array.of(columns),
      geo_pixel_size_x: Float32Array.of(1),
      geo_pixel_size_y: Float32Array.of(-1),
      geo_dim_pixel: 'KM,KM',
    })
    attributes(geographic, { geo_column_offset: Float32Array.of(0), geo_row_offset: Float32Array.of(3650) })
    attributes(geographic.create_group('map_projection'), {
      projection_proj4_params: '+proj=stere +lat_0=90 +lon_0=0.0 +lat_ts=60.0 +a=6378.137 +b=6356.752 +x_0=0 +y_0=0',
    })
    attributes(file.create_group('overview'), { product_datetime_start: '25-AUG-2010;23:55:00.000', product_datetime_end: '26-AUG-2010;00:00:00.000' })
    const image = file.create_group('image1')
    attributes(image, { image_geo_parameter: 'ACCUMULATED_PRECIPITATION_[MM]', image_product_name: 'TEST' })
    attributes(image.create_group('calibration'), {
      calibration_formulas: 'GEO=0.01*PV+0.0',
      calibration_missing_data: Int32Array.of(65535),
      calibration_out_of_image: Int32Array.of(65535),
    })
    image.create_dataset({
      name: 'image_data',
      data: pixels(rows * columns),
      shape: [rows, columns],
      ...(packed ? { chunks: [rows, columns], compression: 'gzip', compression_opts: 6 } : {}),
    })
  })
}

export function odim({ rows = 9, columns = 11, quantities = ['RATE', 'ACRR', 'DBZH', 'QIND'] } = {}) {
  return written((file) => {
    attributes(file, { Conventions: 'ODIM_H5/V2_3' })
    attributes(file.create_group('what'), { object: 'COMP', date: '20210714', time: '120500', source: 'ORG:247' })
    attributes(file.create_group('where'), {
      projdef: '+proj=laea +lat_0=55 +lon_0=10 +x_0=1950000 +y_0=-2100000 +units=m +ellps=WGS84',
      xsize: Int32Array.of(columns),
      ysize: Int32Array.of(rows),
      xscale: Float64Array.of(2000),
      yscale: Float64Array.of(2000),
      UL_lon: Float64Array.of(-10.4),
      UL_lat: Float64Array.of(60.1),
    })
    for (const [index, quantity] of quantities.entries()) {
      const set = file.create_group(`dataset${index + 1}`)
      attributes(set.create_group('what'), { startdate: '20210714', starttime: '115000', enddate: '20210714', endtime: '120500', product: 'SURF' })
      const data = set.create_group('data1')
      attributes(data.create_group('what'), {
        quantity,
        gain: Float64Array.of(0.1),
        offset: Float64Array.of(0),
        nodata: Float64Array.of(65535),
        undetect: Float64Array.of(0),
      })
      data.create_dataset({ name: 'data', data: pixels(rows * columns), shape: [rows, columns], chunks: [5, 6], compression: 'gzip' })
    }
  })
}

export function netcdf4({ rows = 6, columns = 7 } = {}) {
  return written((file) => {
    const axis = (name, values, own) => {
      const scale = file.create_dataset({ name, data: values, shape: [values.length] })
      scale.make_scale(name)
      attributes(scale, own)
    }
    axis('time', Float64Array.of(5, 10), { units: 'minutes since 2020-02-28 23:50:00' })
    axis(
      'lat',
      Float64Array.from({ length: rows }, (_, index) => 50 + index),
      { units: 'degrees_north' },
    )
    axis(
      'lon',
      Float64Array.from({ length: columns }, (_, index) => 4 + index),
      { units: 'degrees_east' },
    )
    const rain = file.create_dataset({
      name: 'pr',
      data: Float32Array.from({ length: 2 * rows * columns }, (_, index) => index / 10),
      shape: [2, rows, columns],
      chunks: [1, rows, columns],
      compression: 'gzip',
    })
    attributes(rain, { units: 'mm', standard_name: 'precipitation_amount', _FillValue: Float32Array.of(-9) })
    for (const [index, name] of ['time', 'lat', 'lon'].entries()) rain.attach_scale(index, `/${name}`)
    attributes(file, { Conventions: 'CF-1.8' })
  })
}
