/** UCL dam break against an isolated building. */
import { dataset } from '@phd/core'
import { filePaths, github } from './origin.js'

export default dataset({
  about: 'Laboratory dam break against a building: depth at 6 gauges and velocities, 30 s.',
  licence: 'free, with acknowledgement',
  cite: 'Soares-Frazao, S. and Zech, Y. (2007). Experimental study of dam-break flow against an isolated obstacle. J. Hydraul. Res. 45 (sup1), 27-36.',
  files: {
    ...github('lukeshope/hipims-ocl', '1e62acf6b9b480e08646b232361b68c1827d91ae', 'tools/model-builder/tests/resources/dam-break-against-obstacle', {
      'Readme.txt': [879, 'ab14e7988d5bad7beb4bd8437205ed4b2d6fa8d294f7586fdd0bbf8d405628a3'],
      'building_gauges_h.txt': [125671, '4ec0352aa7f2caf3f647995fc17ac65ff9c3feec11f04d0f7ffab8b613ddb611'],
      'building_gauges_uv.txt': [46303, '86d5455b85e2da4269fe0222c0034b7d986e7b539c5fadd7dd478cc2b4fe8e28'],
    }),
  },
  open: filePaths,
})
