// uploadTensor: a typed array copied into memory of TensorFlow.
//
// The published createTensor lets TensorFlow read the array's own memory where it happens to be aligned: a later change
// of the array changes the tensor, and the reference that keeps the array alive is dropped by whatever thread frees the
// tensor last, which Node-API forbids. Here nothing of JavaScript outlives the call.
#include <cstring>
#include <memory>
#include <vector>

#include "backend.h"
#include "tensorflow/c/eager/c_api.h"
#include "tensorflow/c/tf_tensor.h"
#include "values.h"

namespace phd {
namespace {

// uploadTensor(shape, dtype, typed array): the tensor's id. An int64 is two numbers of an Int32Array, the lower first.
napi_value UploadTensor(napi_env env, const std::vector<napi_value>& arguments) {
  const auto sizes = Integers(env, arguments[0]);
  const auto dtype = static_cast<TF_DataType>(Integer(env, arguments[1]));
  const Bytes given = BytesOf(env, arguments[2]);
  std::unique_ptr<TF_Tensor, decltype(&TF_DeleteTensor)> tensor(
      TF_AllocateTensor(dtype, sizes.data(), static_cast<int>(sizes.size()), given.size), TF_DeleteTensor);
  const size_t expected = TF_TensorElementCount(tensor.get()) * TF_DataTypeSize(dtype);
  if (expected != given.size) {
    throw Failure("upload: expected " + std::to_string(expected) + " bytes for the shape, received " + std::to_string(given.size));
  }
  if (given.size > 0) memcpy(TF_TensorData(tensor.get()), given.data, given.size);
  Status status;
  TFE_TensorHandle* handle = TFE_NewTensorHandle(tensor.get(), status);
  Check(status);
  if (dtype != TF_INT32) {  // sizes and axes: GPU kernels expect them in host memory
    TFE_TensorHandle* there = TFE_TensorHandleCopyToDevice(handle, Context(env), DeviceName(env).c_str(), status);
    TFE_DeleteTensorHandle(handle);
    Check(status);
    handle = there;
  }
  return Value(env, Insert(env, handle));
}

}  // namespace

void ExportUpload(napi_env env, napi_value exports) { Export<UploadTensor, 3>(env, exports, "uploadTensor"); }

}  // namespace phd
