"""One training step of a net in Keras for each line on standard input.

    python step.py MODEL BATCH_FOLDER LEARNING_RATE eager|tf.function|jit_compile

MODEL is a file beside this one whose `build(shape)` makes the model for inputs of that shape. The batch is inputs.npy and
labels.npy. Prints a JSON line when ready, then milliseconds, loss and peak memory of each step, or why it failed.
"""
import importlib
import json
import os
import resource
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")  # as phd does, on any processor
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np
import tensorflow as tf


def training_step(model, optimizer, inputs, labels, mode):
    def step():
        with tf.GradientTape() as tape:
            logits = model(inputs, training=True)
            logits = tf.reshape(logits, (-1, logits.shape[-1]))
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
        optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
        return loss

    if mode == "eager":
        return step
    return tf.function(step, jit_compile=mode == "jit_compile")


def say(**answer):
    print(json.dumps(answer), flush=True)


def main(name, folder, learning_rate, mode):
    keras.utils.set_random_seed(1)
    inputs = np.load(os.path.join(folder, "inputs.npy"))
    labels = tf.constant(np.load(os.path.join(folder, "labels.npy")))
    model = importlib.import_module(name).build(inputs.shape[1:])
    optimizer = keras.optimizers.Adam(float(learning_rate))
    optimizer.build(model.trainable_variables)
    step = training_step(model, optimizer, tf.constant(inputs), labels, mode)
    versions = {"tensorflow": tf.__version__, "keras": keras.__version__, "python": sys.version.split()[0]}
    say(parameters=model.count_params(), versions=versions)
    for _ in sys.stdin:
        started = time.perf_counter()
        loss = float(step())
        milliseconds = 1000 * (time.perf_counter() - started)
        say(milliseconds=milliseconds, loss=loss, peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


try:
    main(*sys.argv[1:])
except Exception as error:
    say(failed=f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else ''}")
    raise
