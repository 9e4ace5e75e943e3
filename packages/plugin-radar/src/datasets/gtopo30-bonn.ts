/** GTOPO30. */
import { dataset } from '@phd/core'
import { filePaths, github } from './origin.js'

export default dataset({
  about: 'Terrain of 49-52 N, 5-9 E at 30 arc-seconds, GeoTIFF; overlaps radar/knmi-20100826.',
  licence: 'public domain (USGS)',
  cite: 'US Geological Survey (1996). GTOPO30, doi:10.5066/F7DF6PQS.',
  files: {
    ...github('wradlib/wradlib-data', 'b6676cd04892993e079971c0f41df3101b76922a', 'data/geo', {
      'bonn_gtopo.tif': [346202, '11aef5671763a843e70e685e63147e85047a75f8dd3d58a3e84c2f611dfcf8c2'],
    }),
  },
  open: filePaths,
})
