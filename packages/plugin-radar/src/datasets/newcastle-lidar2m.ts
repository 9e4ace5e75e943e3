/** Newcastle city centre. */
import { dataset } from '@phd/core'
import { filePaths, github } from './origin.js'

export default dataset({
  about: 'Terrain of Newcastle city centre at 2 m from LiDAR, Erdas Imagine, with the rain of a pluvial test (70 mm/h for 1 h).',
  licence: 'Open Government Licence v3',
  attribution: 'LiDAR: Environment Agency Geomatics Group; building outlines and roads: Crown Copyright (c) Ordnance Survey 2016',
  files: {
    ...github('lukeshope/hipims-ocl', '1e62acf6b9b480e08646b232361b68c1827d91ae', 'test/newcastle-centre/topography', {
      'NewcastleCentreDEM_2m.img': [265912, 'c362a33d5afeaaa1cd88067ad131c7761cfa7d586dfc2762c2da31c16ae10d3e'],
    }),
    ...github('lukeshope/hipims-ocl', '1e62acf6b9b480e08646b232361b68c1827d91ae', 'test/newcastle-centre/boundaries', {
      'drainage.csv': [52, 'ce19b486843dcb9a1a4d07923446a1af2d3889489dbeb3b69f59e7f4359d3c00'],
      'rainfall.csv': [80, '968f27345a5c541f8e6266eb8c76cdb30646b2cea2ca0c8a528629ead318671e'],
    }),
  },
  open: filePaths,
})
