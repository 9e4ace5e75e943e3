"""DeepLabV3+ in Keras, of the same size as ours; one training step for each line on standard input.

Prints a JSON line when ready, then the milliseconds and the loss of each step.
"""
import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np
import tensorflow as tf
from keras import layers

SIDE, CHANNELS, BATCH = (int(argument) for argument in sys.argv[1:4])
MODE = sys.argv[4] if len(sys.argv) > 4 else "tf.function"


def block(x, filters, kernel, dilation=1, bias=False):
    x = layers.Conv2D(filters, kernel, dilation_rate=dilation, padding="same", use_bias=bias, kernel_initializer="he_normal")(x)
    return layers.ReLU()(layers.BatchNormalization()(x))


def pyramid(x):
    height, width = x.shape[1:3]
    mean = block(layers.AveragePooling2D((height, width))(x), 256, 1, bias=True)
    branches = [layers.UpSampling2D((height, width), interpolation="bilinear")(mean), block(x, 256, 1)]
    branches += [block(x, 256, 3, dilation) for dilation in (6, 12, 18)]
    return block(layers.Concatenate()(branches), 256, 1)


def deeplab():
    inputs = keras.Input((SIDE, SIDE, CHANNELS))
    doubled = layers.UpSampling2D(2)(inputs)
    trunk = keras.applications.ResNet50(weights=None, include_top=False, input_tensor=doubled)
    high = pyramid(trunk.get_layer("conv4_block6_2_relu").output)
    low = block(trunk.get_layer("conv2_block3_2_relu").output, 48, 1)
    x = layers.Concatenate()([layers.UpSampling2D(4, interpolation="bilinear")(high), low])
    x = block(block(x, 256, 3), 256, 3)
    x = layers.UpSampling2D(2, interpolation="bilinear")(x)
    return keras.Model(inputs, layers.Conv2D(2, 1)(x))


keras.utils.set_random_seed(1)
model = deeplab()
optimizer = keras.optimizers.Adam(1e-4)
optimizer.build(model.trainable_variables)
draw = np.random.default_rng(1)
maps = tf.constant(draw.random((BATCH, SIDE, SIDE, CHANNELS), dtype=np.float32))
labels = tf.constant((draw.random((BATCH * SIDE * SIDE,)) > 0.8).astype(np.int32))


def step():
    with tf.GradientTape() as tape:
        logits = tf.reshape(model(maps, training=True), (-1, 2))
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
    return loss


if MODE == "tf.function":
    step = tf.function(step)
print(json.dumps({"parameters": model.count_params(), "versions": {"tensorflow": tf.__version__, "keras": keras.__version__, "python": sys.version.split()[0]}}), flush=True)
for _ in sys.stdin:
    started = time.perf_counter()
    loss = float(step())
    print(json.dumps({"milliseconds": 1000 * (time.perf_counter() - started), "loss": loss}), flush=True)
