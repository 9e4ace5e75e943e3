"""DeepLabV3+ (Chen et al. 2018) on Keras' own ResNet50 to conv4_block6_2_relu; the input is doubled."""
import keras
from keras import layers


def block(x, filters, kernel, dilation=1, bias=False):
    x = layers.Conv2D(filters, kernel, dilation_rate=dilation, padding="same", use_bias=bias, kernel_initializer="he_normal")(x)
    return layers.ReLU()(layers.BatchNormalization()(x))


def pyramid(x):
    height, width = x.shape[1:3]
    mean = block(layers.AveragePooling2D((height, width))(x), 256, 1, bias=True)
    branches = [layers.UpSampling2D((height, width), interpolation="bilinear")(mean), block(x, 256, 1)]
    branches += [block(x, 256, 3, dilation) for dilation in (6, 12, 18)]
    return block(layers.Concatenate()(branches), 256, 1)


def build(shape):
    inputs = keras.Input(shape)
    trunk = keras.applications.ResNet50(weights=None, include_top=False, input_tensor=layers.UpSampling2D(2)(inputs))
    high = pyramid(trunk.get_layer("conv4_block6_2_relu").output)
    low = block(trunk.get_layer("conv2_block3_2_relu").output, 48, 1)
    x = layers.Concatenate()([layers.UpSampling2D(4, interpolation="bilinear")(high), low])
    x = block(block(x, 256, 3), 256, 3)
    x = layers.UpSampling2D(2, interpolation="bilinear")(x)
    return keras.Model(inputs, layers.Conv2D(2, 1)(x))
