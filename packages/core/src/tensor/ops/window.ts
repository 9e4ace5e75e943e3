/** How a convolution's window moves: strides, dilations and padding, from tfjs' attributes to TensorFlow's. */
type Pair = [number, number]

export interface WindowAttributes {
  strides: Pair
  dilations: Pair
  pad: 'same' | 'valid'
}

/** tfjs takes a number or a pair; the native ops want pairs, channels last, `same` or `valid`. */
export function windowAttributes(attrs: unknown): WindowAttributes {
  const { strides, dilations, pad, dataFormat } = attrs as { strides: number | Pair; dilations?: number | Pair; pad: unknown; dataFormat?: string }
  if (pad !== 'same' && pad !== 'valid') throw new Error(`convolution: expected padding same or valid, received ${JSON.stringify(pad)}`)
  if (dataFormat && dataFormat !== 'NHWC') throw new Error(`convolution: expected channels last (NHWC), received ${dataFormat}`)
  return { strides: pair(strides), dilations: pair(dilations ?? 1), pad }
}

/** The attributes shared by TensorFlow's convolution ops and their gradients. */
export function windowOpAttributes({ strides, dilations, pad }: WindowAttributes) {
  return {
    T: { type: 'float32' as const },
    strides: { int: [1, ...strides, 1] },
    dilations: { int: [1, ...dilations, 1] },
    padding: { text: pad.toUpperCase() },
    data_format: { text: 'NHWC' },
  }
}

function pair(value: number | Pair): Pair {
  return typeof value === 'number' ? [value, value] : value
}
