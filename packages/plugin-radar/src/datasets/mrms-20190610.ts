/** NOAA/NSSL MRMS PrecipRate. */
import { dataset } from '@phd/core'
import { filePaths, github } from './origin.js'

export default dataset({
  about: 'Rain over the contiguous United States, 10 Jun 2019 00:00 UTC: one frame at 0.01 degrees, GRIB2.',
  licence: 'public domain (NOAA)',
  attribution: 'Source: NOAA/NSSL MRMS',
  cite: 'Pulkkinen, S. et al. (2019). Pysteps: an open-source Python library for probabilistic precipitation nowcasting (v1.0). Geosci. Model Dev. 12, 4185-4219, doi:10.5194/gmd-12-4185-2019; the files are from its example data.',
  files: {
    ...github('pySTEPS/pysteps-data', 'eaa59fb8f39205a3b1a0b44724ad8cd4a86d107e', 'mrms/2019/06/10', {
      'PrecipRate_00.00_20190610-000000.grib2': [1031273, '2ef58538383d7bb20dc3e718c9d5102a6b757f3e93f05a36d0a3e6d2c0a0c422'],
    }),
  },
  open: filePaths,
})
