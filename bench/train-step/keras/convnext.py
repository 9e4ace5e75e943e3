"""Six ConvNeXt blocks (Liu et al. 2022) of 64 channels at full resolution, without layer scale."""
import keras
from keras import layers


def block(x, channels):
    y = layers.DepthwiseConv2D(7, padding="same")(x)
    y = layers.LayerNormalization(epsilon=1e-6)(y)
    y = layers.Dense(4 * channels)(y)
    y = layers.Activation("gelu")(y)
    return layers.Add()([x, layers.Dense(channels)(y)])


def build(shape):
    inputs = keras.Input(shape)
    x = layers.Conv2D(64, 1)(inputs)
    for _ in range(6):
        x = block(x, 64)
    return keras.Model(inputs, layers.Conv2D(2, 1)(x))
