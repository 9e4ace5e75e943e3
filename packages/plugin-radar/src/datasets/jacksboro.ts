/** SRTM around Jacksboro. */
import { dataset } from '@phd/core'
import { filePaths, github } from './origin.js'

export default dataset({
  about: 'Terrain of the Jacksboro fault, Tennessee, at 3 arc-seconds, npz; lies in radar/mrms-20190610.',
  licence: 'public domain (SRTM, NASA/USGS)',
  cite: 'NASA/USGS Shuttle Radar Topography Mission; the file is sample data of Matplotlib.',
  files: {
    ...github('matplotlib/matplotlib', 'v3.9.0', 'lib/matplotlib/mpl-data/sample_data', {
      'jacksboro_fault_dem.npz': [174061, 'd493f50a33e82a4420494c54d1fca1539d177bdc27ab190bc5fe6e92f62fb637'],
    }),
  },
  open: filePaths,
})
