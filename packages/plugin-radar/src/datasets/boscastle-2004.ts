/** HAIL-CAESAR's own test with its known good answers. */
import { dataset } from '@phd/core'
import { at, filePaths } from './origin.js'

export default dataset({
  about: 'The flood at Boscastle, 2004: terrain, 72 h of rain, and the depths and hydrograph of HAIL-CAESAR.',
  licence: 'GPL-3.0 (its repository)',
  cite: 'Valters, D., HAIL-CAESAR, github.com/dvalters/HAIL-CAESAR.',
  files: {
    'boscastle_square_50m.asc': at(
      'dvalters/HAIL-CAESAR',
      'c7dcc8e2a03e5f3f8070cd9993d06e23b8516b33',
      'test/input_data/boscastle_input_data/boscastle_square_50m.asc',
      27487,
      '1f2bc35f235b0044ec948f5d4024ab85ea7f05941fca8169eec46c03d52c1b67',
    ),
    'boscastle_square_10m.asc': at(
      'dvalters/HAIL-CAESAR',
      '959b020030e554174a6078d1857962ba070d0348',
      'test/input_data/boscastle_input_data/boscastle_square_10m.asc',
      682524,
      '32fe3d2a6e606ca554858ebe76ce7d8b04400d40fd20dffe9028ab136eac4a65',
    ),
    'boscastle_72hr_rain_u.txt': at(
      'dvalters/HAIL-CAESAR',
      '06e221a571e16ccb31b492f13d0b32d03dc808d9',
      'test/input_data/boscastle_input_data/boscastle_72hr_rain_u.txt',
      97478,
      '92410b2add18f9407d466581996f90c26d05f43a3a7cea9f5b77e4ce0e9024e2',
    ),
    'boscastle-uniform-rainfall-test.txt': at(
      'dvalters/HAIL-CAESAR',
      '1183e20eca99d7204f4eba7320ad7d1279e9916a',
      'test/input_data/boscastle/boscastle-uniform-rainfall-test.txt',
      3481,
      '2d12d7e024e47e6d254702ee16d0db87a862bf6970062ad0481cda853d947a2c',
    ),
    'boscastle_test_72hr_50m_u.params': at(
      'dvalters/HAIL-CAESAR',
      'e8047c63a76dbd208841672479bdefd01038c814',
      'test/input_data/boscastle/boscastle_input_data/boscastle_test_72hr_50m_u.params',
      5993,
      '921523271d9c2d43b8eaa46d0a34468c70f72b81ea2ea85b531ae9cc355b98cd',
    ),
    'WaterDepths3360.asc': at(
      'dvalters/HAIL-CAESAR',
      '06e221a571e16ccb31b492f13d0b32d03dc808d9',
      'test/known_good_answers/boscastle50m_72hr_u/WaterDepths3360.asc',
      82145,
      '5648e3b6d979b43eafe75c725bd1dc24d74968db821589a872d1cd3f9e389a39',
    ),
    'boscastle_50m_72hr_u.dat': at(
      'dvalters/HAIL-CAESAR',
      'ebdfb2763e5ea5fc6b462b1eaedffdc64196cf5c',
      'test/known_good_answers/boscastle50m_72hr_u/boscastle_50m_72hr_u.dat',
      137096,
      '6ec381ab952249ba0f4515e2893e80814c7dc58682a97e47eb9c82a78c0d7ca0',
    ),
  },
  open: filePaths,
})
