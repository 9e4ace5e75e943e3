"""A text classifier: four pre-norm transformer blocks of dimension 256 over learned positions, the mean, three classes."""
import keras
from keras import layers


class Positions(layers.Layer):
    """Adds a learned vector to each place."""

    def build(self, shape):
        self.table = self.add_weight(shape=shape[1:], initializer=keras.initializers.RandomNormal(stddev=0.02), name="table")

    def call(self, x):
        return x + self.table


def block(x, dimension, heads):
    y = layers.LayerNormalization(epsilon=1e-6)(x)
    x = layers.Add()([x, layers.MultiHeadAttention(heads, dimension // heads)(y, y)])
    y = layers.LayerNormalization(epsilon=1e-6)(x)
    y = layers.Dense(dimension)(layers.Dense(4 * dimension, activation="gelu")(y))
    return layers.Add()([x, y])


def build(shape):
    inputs = keras.Input(shape, dtype="int32")
    x = Positions()(layers.Embedding(8000, 256)(inputs))
    for _ in range(4):
        x = block(x, 256, 4)
    x = layers.GlobalAveragePooling1D()(layers.LayerNormalization(epsilon=1e-6)(x))
    return keras.Model(inputs, layers.Dense(3)(x))
