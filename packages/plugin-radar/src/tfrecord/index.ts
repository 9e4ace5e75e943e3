/**
 * TFRecord, tf.train.Example and TensorProto in TypeScript: byte-compatible with TensorFlow, without TensorFlow.
 *
 * https://www.tensorflow.org/tutorials/load_data/tfrecord describes the format. A shard is a file of framed records;
 * a record is an Example; each of its features holds one serialised float32 tensor.
 */
export { crc32c, maskedCrc32c } from './crc32c.js'
export { decodeExample, encodeExample } from './example.js'
export { corrupt, empty, frame, frameParts, RecordCutter, truncated } from './framing.js'
export { cutRecords, readRecords } from './read.js'
export { decodeTensor, encodeTensor, type FloatTensor, tensorParts } from './tensor-proto.js'
export { gzippedRecords } from './write.js'
