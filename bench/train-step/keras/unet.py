"""U-Net (Ronneberger et al. 2015) of four levels, 16 to 128 channels, and a bottleneck of 256."""
import keras
from keras import layers


def convolutions(x, filters):
    for _ in range(2):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
        x = layers.ReLU()(layers.BatchNormalization()(x))
    return x


def build(shape):
    inputs = x = keras.Input(shape)
    skips = []
    for filters in (16, 32, 64, 128):
        skips.append(convolutions(x, filters))
        x = layers.MaxPooling2D(2)(skips[-1])
    x = convolutions(x, 256)
    for filters in (128, 64, 32, 16):
        x = layers.Conv2DTranspose(filters, 2, strides=2)(x)
        x = convolutions(layers.Concatenate()([skips.pop(), x]), filters)
    return keras.Model(inputs, layers.Conv2D(2, 1)(x))
