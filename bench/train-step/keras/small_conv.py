"""Five 3x3 convolutions of 16 filters with ReLU, and a 1x1 convolution to two classes."""
import keras
from keras import layers


def build(shape):
    convolutions = [layers.Conv2D(16, 3, padding="same", activation="relu") for _ in range(5)]
    return keras.Sequential([keras.Input(shape), *convolutions, layers.Conv2D(2, 1)])
