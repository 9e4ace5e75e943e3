/** NIMROD files, as test data of the Iris library; not the 1 km composite. */
import { dataset } from '@phd/core'
import { filePaths, github } from './origin.js'

export default dataset({
  about: 'Files in the NIMROD format of the Met Office: 25 cut-outs of 2020, one whole file of 2010.',
  licence: 'Open Government Licence v3',
  attribution: '(c) British Crown copyright, 2021, Met Office',
  cite: 'Iris test data, github.com/SciTools/iris-test-data.',
  files: {
    ...github('SciTools/iris-test-data', '5a419d4e50036470408f0a9aeaf06696ecc2087f', 'test_data/NIMROD/uk2km/cutouts', {
      probability_fields: [28392, 'c3bdb3e774a9a8523b4e1b1745cfe95792e1e7c7ad4a60c8dc2fbc5aefee3809'],
      u1096_ng_bmr04_precip_2km: [1092, '56799766236495a565a8ecaf4909a8f6e4997acf1376afa802e9bacdae797579'],
      u1096_ng_bsr05_precip_accum60_2km: [546, 'dcf8815ec6504dab960fb167a4cdb6aa85db46ed8d61c93ca243af9ba41d6700'],
      u1096_ng_ek00_cloud3d0060_2km: [45318, '5035b8c72a094412b17525989c308578c2c44620c40622266a5e150c646406b8'],
      u1096_ng_ek00_cloud_2km: [9282, '8cec0dec66fe7326751621b14b90bd67e139fb4389d431f4bba2f03a353fb710'],
      u1096_ng_ek00_convection_2km: [4914, '19d341b0ee4f99ca9fd060e3bf13ce3830249f504d4f5f9c15b84ed6d0c442d2'],
      u1096_ng_ek00_convwind_2km: [3276, '9844212362e65578ba4c18edc81540cf144ddcccd4de0cdcd026b688da4aaf9a'],
      u1096_ng_ek00_frzlev_2km: [4368, '513730d09480b0196079c1c783938d9dd619f96fe542c880376a0f0c4c31d5e1'],
      u1096_ng_ek00_height_2km: [546, '5ba745260a565fedc3a44d29edcc0fe88d18d38f4214c27446bdceba9704c1eb'],
      u1096_ng_ek00_precip_2km: [1638, '9c5efdbc5ce6790d60e157962e0b00f8d9eaafe528e8201423b57c3a27238fc0'],
      u1096_ng_ek00_precipaccum_2km: [1092, '0efbbea7e801849869d8f64ebd75b73bf7f7ee315498fea116eb91e3895d3b03'],
      u1096_ng_ek00_preciptype_2km: [4914, 'dca18986cda497209e21350575842330bd77402347912c22863f91a96e7b8599'],
      u1096_ng_ek00_pressure_2km: [1092, '5e66e25f17eef24f62df354daa7d471b6337d9d09a1477742a58fb1e0e5a461c'],
      u1096_ng_ek00_radiation_2km: [3822, '4f76cbd01a1ddc586e4ff085e51ecb706844bbe7572fa8377cd1f4fe5818426d'],
      u1096_ng_ek00_refl_2km: [8190, '92ecd446404dde70550fa5e9e983c2ed15c71d47a3bc8ddb35fa1b24d5221445'],
      u1096_ng_ek00_relhumidity_2km: [546, '29f5f5b9e0fe7eff9ebed3f060e56e99172cd2e6ff40cfcb10279efeb4df6577'],
      u1096_ng_ek00_snow_2km: [1638, '00d71db4e77818f470302e8e579411cfb9a8cb0f274c005827912ba8d8843ec2'],
      u1096_ng_ek00_soil_2km: [11466, '136d4259166b99fb3eea60576d5bca6b6affd52e71f2e2cfe034a9fbb88fa751'],
      u1096_ng_ek00_temperature_2km: [2184, 'ea2e014a356e57dfab4ff1d553c77e91b65a6fab734dfce08912da9fcf932079'],
      u1096_ng_ek00_visibility_2km: [2730, '65339a31f785538ff20a92aa6cd84cdf637205ce236d34d2a69eb83a9c23d957'],
      u1096_ng_ek00_wind_2km: [3822, 'f8cafbdcbb61d2bbe9c12bc957a794b2491bbb2307d9a8cbc4ff1c414f237b08'],
      u1096_ng_ek00_winduv_2km: [1092, 'c98a84c87e872820c806384d0005cbab6a32ae534eda79802095c7f72089e424'],
      u1096_ng_ek01_cape_2km: [3276, '5466b7b2684da722196992cfa647834c3d3f9fbd48e68cc0e3fd2d35903c27fe'],
      u1096_ng_ek07_precip0540_accum180_18km: [536, 'ddffee6a20b76802c9fff2b63e9fbde9519757b3104c620925feee08f7a567cb'],
      u1096_ng_umqv_fog_2km: [3822, '50098a0897fc0692bb4c83133063b51408aca18459749f1e1f847df6e039769c'],
    }),
    ...github('SciTools/iris-test-data', '5a419d4e50036470408f0a9aeaf06696ecc2087f', 'test_data/NIMROD/uk2km/WO0000000003452', {
      '201007020900_u1096_ng_ey00_visibility0180_screen_2km': [1544224, 'f6b3c9eea9697a4633f4bd0202b2717992e9747ed363d6cdbe07d52c9d9c2692'],
    }),
  },
  open: filePaths,
})
