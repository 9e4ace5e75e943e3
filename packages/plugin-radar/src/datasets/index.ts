/**
 * Open data sets of rain, terrain and water, for `phd data fetch`. One file a set: what it is, licence, citation, and of
 * each file the address at its origin, its length and sha256. `open` gives the paths by file name.
 *
 * Only files as their publisher has them stand here: nothing derived, and nothing of posts.
 */
export const datasets = {
  'radar/knmi-20100826': () => import('./knmi-20100826.js'),
  'radar/mch-20150515': () => import('./mch-20150515.js'),
  'radar/mch-20170131': () => import('./mch-20170131.js'),
  'radar/fmi-20170509': () => import('./fmi-20170509.js'),
  'radar/mrms-20190610': () => import('./mrms-20190610.js'),
  'radar/radolan-20140810': () => import('./radolan-20140810.js'),
  'radar/nimrod-samples': () => import('./nimrod-samples.js'),
  'terrain/os-terrain50': () => import('./os-terrain50.js'),
  'terrain/gtopo30-bonn': () => import('./gtopo30-bonn.js'),
  'terrain/jacksboro': () => import('./jacksboro.js'),
  'terrain/srtm-n57e011': () => import('./srtm-n57e011.js'),
  'terrain/newcastle-lidar2m': () => import('./newcastle-lidar2m.js'),
  'water/boscastle-2004': () => import('./boscastle-2004.js'),
  'water/isolated-building': () => import('./isolated-building.js'),
}
