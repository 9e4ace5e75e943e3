/** OS Terrain 50 tiles, as a copy in a repository holds them. */
import { dataset } from '@phd/core'
import { at, filePaths } from './origin.js'

export default dataset({
  about: 'Terrain of Great Britain at 50 m: 8 tiles of 10 km at Boscastle, Hull and the North York Moors, ESRI ASCII in zip.',
  licence: 'Open Government Licence v3',
  attribution: 'Contains OS data (c) Crown copyright and database right 2013',
  cite: 'Ordnance Survey (2013). OS Terrain 50.',
  files: {
    'se59.zip': at(
      'snodnipper/terrain50-java',
      'cccf2af621cb8a7fa9175a4a904e233feddb40a3',
      'data/se/se59.zip',
      80052,
      '9f1cf0a8bb88cf8285e632e6b4fc932d54ed0dfac1e0594e6de59c8b44bf1179',
    ),
    'se69.zip': at(
      'snodnipper/terrain50-java',
      'cccf2af621cb8a7fa9175a4a904e233feddb40a3',
      'data/se/se69.zip',
      79926,
      '857e786159c921ec8707316c5556daa6b29ea790509bfd7eca99c8399c4dd42c',
    ),
    'sx08.zip': at(
      'snodnipper/terrain50-java',
      'cccf2af621cb8a7fa9175a4a904e233feddb40a3',
      'data/sx/sx08.zip',
      50424,
      'd21c45933bd9880bed263c5efa2a7d7e8b10d7c67e90ce5206b18c7d3b521705',
    ),
    'sx09.zip': at(
      'snodnipper/terrain50-java',
      'fc317e1d30fb3e94cc5f27d198644a64464483be',
      'data/sx/sx09_OST50GRID_20130611.zip',
      6545,
      '61593e94bff881b14dd80f676e130b56c6170e9b45b95bbcb9feed7a6f6dd16f',
    ),
    'sx18.zip': at(
      'snodnipper/terrain50-java',
      'cccf2af621cb8a7fa9175a4a904e233feddb40a3',
      'data/sx/sx18.zip',
      72241,
      'd5f3c0dbd69ad26dcfb296b66290f6003022a6422ba39fc00ee6d607d5ec7110',
    ),
    'sx19.zip': at(
      'snodnipper/terrain50-java',
      'cccf2af621cb8a7fa9175a4a904e233feddb40a3',
      'data/sx/sx19.zip',
      57155,
      '51c2364182685e77b7ca02a62a8913c4ada8f3bcfe016d0c02da353fb3b1592e',
    ),
    'ta02.zip': at(
      'snodnipper/terrain50-java',
      'fc317e1d30fb3e94cc5f27d198644a64464483be',
      'data/ta/ta02_OST50GRID_20130611.zip',
      38228,
      'eb31fd5be9a413575a3d18a8662fecebf55cd91858f0aa4b4622a25bed4e54e9',
    ),
    'ta03.zip': at(
      'snodnipper/terrain50-java',
      'fc317e1d30fb3e94cc5f27d198644a64464483be',
      'data/ta/ta03_OST50GRID_20130611.zip',
      46792,
      'c4af40484f57e884ee581ca744459766fa590b527c93aa8a1755381077fc8748',
    ),
  },
  open: filePaths,
})
