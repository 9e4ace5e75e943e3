/** DWD RADOLAN products RY and RW. */
import { dataset } from '@phd/core'
import { filePaths, github } from './origin.js'

export default dataset({
  about: 'Rain over Germany, 10 Aug 2014 20:50 UTC: RADOLAN RY (5 min) and RW (1 h), 1 km.',
  licence: 'GeoNutzV / CC BY 4.0',
  attribution: 'Source: Deutscher Wetterdienst',
  cite: 'Heistermann, M., Jacobi, S. and Pfaff, T. (2013). An open source library for processing weather radar data (wradlib). Hydrol. Earth Syst. Sci. 17, 863-871, doi:10.5194/hess-17-863-2013; the files are from its example data.',
  files: {
    ...github('wradlib/wradlib-data', 'b6676cd04892993e079971c0f41df3101b76922a', 'data/radolan/showcase', {
      'raa01-rw_10000-1408102050-dwd---bin.gz': [197178, '5182dd59c1f0cbcafad763ec9e9d4e12b17d6b064f3258a5dad76c8157b76a3c'],
      'raa01-ry_10000-1408102050-dwd---bin.gz': [140082, '57751222ae39c349683dabb16d9f089c1d07a48386736b43c0a043c6d1721d9f'],
    }),
  },
  open: filePaths,
})
