# TensorFlow writes and reads the same records; one line of JSON in, one out.
import json, os, sys, time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
import numpy as np
import tensorflow as tf

spec = {"rainfallradar": tf.io.FixedLenFeature([], tf.string), "waterdepth": tf.io.FixedLenFeature([], tf.string)}


def feature(tensor):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=[tf.io.serialize_tensor(tensor).numpy()]))


def parse(raw):
    parsed = tf.io.parse_single_example(raw, spec)
    return tf.io.parse_tensor(parsed["rainfallradar"], tf.float32), tf.io.parse_tensor(parsed["waterdepth"], tf.float32)


def write(arrays, file):
    options = tf.io.TFRecordOptions(compression_type="GZIP", compression_level=6)
    with tf.io.TFRecordWriter(file, options) as out:
        for rain, water in arrays:
            example = tf.train.Example(features=tf.train.Features(feature={"rainfallradar": feature(rain), "waterdepth": feature(water)}))
            out.write(example.SerializeToString())
    return len(arrays)


def read(file):
    total = 0
    for rain, water in tf.data.TFRecordDataset(file, compression_type="GZIP").map(parse, num_parallel_calls=tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE):
        total += 1
    return total


print(json.dumps({"python": sys.version.split()[0], "tensorflow": tf.__version__}), flush=True)
held = []
for line in sys.stdin:
    order = json.loads(line)
    if order["do"] == "load":
        held = list(zip(np.fromfile(order["rain"], np.float32).reshape([-1] + order["rainShape"]), np.fromfile(order["water"], np.float32).reshape([-1] + order["waterShape"])))
        print(json.dumps({"records": len(held)}), flush=True)
        continue
    wall, cpu = time.perf_counter(), time.process_time()
    count = write(held, order["file"]) if order["do"] == "write" else read(order["file"])
    print(json.dumps({"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "records": count}), flush=True)
