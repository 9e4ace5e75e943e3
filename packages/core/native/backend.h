// The published binding's eager context and its table of tensors.
#pragma once
#include <node_api.h>

#include <cstdint>
#include <string>

#include "tensorflow/c/eager/c_api.h"

namespace phd {

TFE_Context* Context(napi_env env);

// Of a tensor id; throws Failure where the tensor has been disposed of. The table keeps it.
TFE_TensorHandle* Handle(napi_env env, int64_t id);

// The new tensor's id; the table takes the handle over.
int32_t Insert(napi_env env, TFE_TensorHandle* handle);

// Where the binding puts its tensors: the last GPU that TensorFlow sees, or the CPU.
const std::string& DeviceName(napi_env env);

}  // namespace phd
