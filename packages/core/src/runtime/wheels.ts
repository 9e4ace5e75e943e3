/**
 * The wheels that TensorFlow's libraries come from, pinned by sha256. Data only.
 *
 * The libraries do not depend on the Python version; the wheel for CPython 3.11 is taken whatever Python is there.
 * TensorFlow 2.21.0 was built with CUDA 12.5 and cuDNN 9; the CUDA 12 wheels are those that its extra `and-cuda` resolves to.
 */
export interface Wheel {
  /** Name on the package index. */
  name: string
  version: string
  /** Compatibility tag of the file: python, abi, platforms. */
  tag: string
  sha256: string
  /** Size of the wheel. */
  bytes: number
  /** Size of what is kept of it. */
  keptBytes: number
  /** Members with these beginnings are kept. */
  keep: string[]
}

/** Headers of TensorFlow's C API, and what they include; files or folders. */
export const addonHeaders = [
  'tensorflow/include/tensorflow/c/',
  'tensorflow/include/tensorflow/core/common_runtime/next_pluggable_device/c/tf_rendezvous_c_api.h',
  'tensorflow/include/tensorflow/core/platform/ctstring.h',
  'tensorflow/include/tensorflow/core/platform/ctstring_internal.h',
  'tensorflow/include/tsl/platform/ctstring.h',
  'tensorflow/include/tsl/platform/ctstring_internal.h',
  'tensorflow/include/tsl/platform/platform.h',
  'tensorflow/include/xla/tsl/c/',
]

const tensorflowParts = [
  'tensorflow/libtensorflow_cc.so.2',
  'tensorflow/libtensorflow_framework.so.2',
  ...addonHeaders,
  'tensorflow/python/platform/build_info.py',
]

const tensorflowCpuX64: Wheel = {
  name: 'tensorflow-cpu',
  version: '2.21.0',
  tag: 'cp311-cp311-manylinux_2_27_x86_64',
  sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  bytes: 273_829_956,
  keptBytes: 854_300_000,
  keep: [...tensorflowParts, 'tensorflow_cpu-2.21.0.dist-info/METADATA'],
}

const tensorflowCpuArm64: Wheel = {
  name: 'tensorflow',
  version: '2.21.0',
  tag: 'cp311-cp311-manylinux_2_27_aarch64',
  sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
  bytes: 281_828_020,
  keptBytes: 884_000_000,
  keep: [...tensorflowParts, 'tensorflow-2.21.0.dist-info/METADATA'],
}

const tensorflowCudaX64: Wheel = {
  name: 'tensorflow',
  version: '2.21.0',
  tag: 'cp311-cp311-manylinux_2_27_x86_64',
  sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
  bytes: 572_440_367,
  keptBytes: 1_260_000_000,
  keep: [...tensorflowParts, 'tensorflow-2.21.0.dist-info/METADATA'],
}

const linux2014 = 'py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64'
const linux2010 = 'py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64'
const linux225 = 'py3-none-manylinux_2_25_x86_64'
const linux227 = 'py3-none-manylinux_2_27_x86_64'

const nvidiaX64: Wheel[] = [
  nvidia('cublas', '12.9.3.13', linux227, 'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72', 581_217_458, 855_064_416),
  nvidia('cuda-cupti', '12.9.79', linux225, '096bcf334f13e1984ba36685ad4c1d6347db214de03dbb6eebb237b41d9d934f', 10_814_997, 43_365_768),
  nvidia('cuda-nvcc', '12.9.86', linux2010, '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0', 40_546_229, 98_010_465),
  nvidia('cuda-nvrtc', '12.9.86', linux2010, '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4', 89_568_129, 227_340_992),
  nvidia('cuda-runtime', '12.9.79', linux2014, '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3', 3_493_179, 5_342_176),
  nvidia('cudnn', '9.28.0.42', linux227, '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375', 716_538_495, 1_162_393_472),
  nvidia('cufft', '11.4.1.4', linux2014, 'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28', 200_877_592, 293_609_416),
  nvidia('curand', '10.3.10.19', linux227, '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e', 68_295_626, 166_965_432),
  nvidia('cusolver', '11.7.5.82', linux227, '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88', 338_117_415, 494_975_064),
  nvidia('cusparse', '12.5.10.65', linux2014, '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78', 366_465_088, 486_556_368),
  nvidia('nccl', '2.32.3', linux227, 'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c', 351_526_311, 489_653_380),
  nvidia('nvjitlink', '12.9.86', linux2010, 'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9', 39_748_338, 95_935_344),
]

function nvidia(name: string, version: string, tag: string, sha256: string, bytes: number, keptBytes: number): Wheel {
  const folder = `nvidia/${name.replace('-', '_')}`
  // XLA compiles for the GPU with ptxas and libdevice
  const keep = name === 'cuda-nvcc' ? [`${folder}/bin/`, `${folder}/nvvm/`] : [`${folder}/lib/`]
  return { name: `nvidia-${name}-cu12`, version, tag, sha256, bytes, keptBytes, keep }
}

/** By `DEVICE-ARCHITECTURE` of Node's `process.arch`. */
export const wheels: Record<string, Wheel[]> = {
  'cpu-x64': [tensorflowCpuX64],
  'cpu-arm64': [tensorflowCpuArm64],
  'cuda-x64': [tensorflowCudaX64, ...nvidiaX64],
}

/** The wheel's file name. */
export function wheelFile({ name, version, tag }: Wheel): string {
  return `${name.replaceAll('-', '_')}-${version}-${tag}.whl`
}
