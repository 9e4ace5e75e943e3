/**
 * The kind `segmenter`: a network that gives every cell of a tile a class, from rain and terrain.
 *
 * In: maps (batch, y, x, channels), first the rain channels, oldest first, then the terrain channels; y and x are
 * multiples of `multiple`. Out: logits (batch, y, x, classes).
 */
import type { Layer, Weights } from '@phd/core/tensor'

export interface Segmenter {
  about: string
  /** `height`: the heightmap alone, as published; `features`: relative height, sink depth, slope and flow as well. */
  terrain: 'height' | 'features'
  /** Sides of the input are multiples of this. */
  multiple: number
  /** Side of the windows to train on unless the user says otherwise, in water cells. */
  window: number
  /** Makes the network's weights in `weights` and gives the network. */
  build(weights: Weights, options: { channels: number; classes: number }): Layer
}

declare module '@phd/core' {
  interface Kinds {
    segmenter: Segmenter
  }
}
