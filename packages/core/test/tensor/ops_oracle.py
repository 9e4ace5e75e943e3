"""Values and gradients of ops in Python TensorFlow, in float64.

Standard input: {"case": {"inputs": [{"shape", "data"}...], "cotangent": {"shape", "data"}}}. Standard output, for each
case: the value and, for each input, the gradient of the sum of value times cotangent.
"""
import json
import sys

import numpy as np
import tensorflow as tf


def layer_norm(x, scale, offset):
    mean, variance = tf.nn.moments(x, [-1], keepdims=True)
    return tf.nn.batch_normalization(x, mean, variance, offset, scale, 1e-5)


def attention(q, k, v):
    mask = tf.reshape(tf.constant([0, 0, 0, -1e9, 0, -1e9, 0, 0, 0, 0], tf.float64), [2, 1, 1, 5])
    scores = tf.einsum("bhqd,bhkd->bhqk", q, k) / np.sqrt(q.shape[-1])
    return tf.einsum("bhqk,bhkd->bhqd", tf.nn.softmax(scores + mask), v)


cases = {
    "bias": tf.nn.bias_add,
    "gelu": lambda x: tf.nn.gelu(x, approximate=False),
    "gelu by tanh": lambda x: tf.nn.gelu(x, approximate=True),
    "layer normalisation": layer_norm,
    "transposed convolution": lambda x, f: tf.nn.conv2d_transpose(x, f, [2, 15, 12, 2], 3, "SAME"),
    "depthwise convolution": lambda x, f: tf.nn.depthwise_conv2d(x, f, [1, 1, 1, 1], "SAME"),
    "gather": lambda table: tf.gather(table, [[0, 3, 3], [1, 0, 6]]),
    "attention": attention,
    "softmax": tf.nn.softmax,
    "cross-entropy": lambda x: tf.nn.sparse_softmax_cross_entropy_with_logits([0, 1, 2, 1], x),
    "max pooling": lambda x: tf.nn.max_pool2d(x, 2, 2, "SAME"),
    "mean over the last but one axis": lambda x: tf.reduce_mean(x, -2, keepdims=True),
    "sum over two axes": lambda x: tf.reduce_sum(x, [-1, 0]),
}


def array(given):
    return np.array(given["data"], np.float64).reshape(given["shape"])


answers = {}
for name, given in json.load(sys.stdin).items():
    inputs = [tf.constant(array(each)) for each in given["inputs"]]
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        value = cases[name](*inputs)
        loss = tf.reduce_sum(value * array(given["cotangent"]))
    gradients = [tf.convert_to_tensor(each) for each in tape.gradient(loss, inputs)]
    answers[name] = [each.numpy().ravel().tolist() for each in [value, *gradients]]
json.dump(answers, sys.stdout)
