// The published binding of @tensorflow/tfjs-node-gpu, with graphs, functions, uploads and memory beside its ops.
//
// Its sources are compiled unmodified. tfjs_binding.cc is included here, with its module registration left out, so that
// ours registers both. The backend's context and handle table are private members; they are reached through an explicit
// instantiation, in which access is not checked (ISO C++ [temp.spec.general]/6). A member that is renamed does not
// compile.
#include <node_api.h>
#undef NAPI_MODULE
#define NAPI_MODULE(name, init)
#include "tfjs-node-gpu/binding/tf_auto_tensor.h"
#include "tfjs-node-gpu/binding/tfjs_binding.cc"

#include <string>
#include <unordered_map>

#include "backend.h"
#include "values.h"

namespace phd {
namespace {

template <typename Tag, typename Tag::Type member>
struct Reveal {
  static inline const bool done = (Tag::pointer = member, true);
};
using tfnodejs::TFJSBackend;
struct ContextTag {
  using Type = TFE_Context* TFJSBackend::*;
  static inline Type pointer = nullptr;
};
struct HandlesTag {
  using Type = std::unordered_map<int32_t, TFE_TensorHandle*> TFJSBackend::*;
  static inline Type pointer = nullptr;
};
struct InsertTag {
  using Type = int32_t (TFJSBackend::*)(TFE_TensorHandle*);
  static inline Type pointer = nullptr;
};
struct DeviceTag {
  using Type = std::string TFJSBackend::*;
  static inline Type pointer = nullptr;
};
template struct Reveal<ContextTag, &TFJSBackend::tfe_context_>;
template struct Reveal<HandlesTag, &TFJSBackend::tfe_handle_map_>;
template struct Reveal<InsertTag, &TFJSBackend::InsertHandle>;
template struct Reveal<DeviceTag, &TFJSBackend::device_name>;

}  // namespace

TFE_Context* Context(napi_env env) { return tfnodejs::GetTFJSBackend(env)->*ContextTag::pointer; }

TFE_TensorHandle* Handle(napi_env env, int64_t id) {
  auto& table = tfnodejs::GetTFJSBackend(env)->*HandlesTag::pointer;
  auto found = table.find(static_cast<int32_t>(id));
  if (found == table.end()) throw Failure("call: a tensor that the function uses has been disposed of");
  return found->second;
}

int32_t Insert(napi_env env, TFE_TensorHandle* handle) { return (tfnodejs::GetTFJSBackend(env)->*InsertTag::pointer)(handle); }

const std::string& DeviceName(napi_env env) { return tfnodejs::GetTFJSBackend(env)->*DeviceTag::pointer; }

void ExportGraph(napi_env env, napi_value exports);
void ExportFunction(napi_env env, napi_value exports);
void ExportUpload(napi_env env, napi_value exports);
void ExportMemory(napi_env env, napi_value exports);

void RegisterGelu();
void RegisterLayerNorm();
void RegisterDepthwiseFilterGrad();
void RegisterCrossEntropy();
void RegisterSoftmax();
void RegisterBias();
void RegisterBatchNorm();
void RegisterAdam();

// Once a process: each worker thread loads the module again.
void RegisterKernels() {
  static const bool registered = [] {
    RegisterGelu();
    RegisterLayerNorm();
    RegisterDepthwiseFilterGrad();
    RegisterCrossEntropy();
    RegisterSoftmax();
    RegisterBias();
    RegisterBatchNorm();
    RegisterAdam();
    return true;
  }();
  (void)registered;
}

}  // namespace phd

NAPI_MODULE_INIT() {
  try {
    phd::RegisterKernels();
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
    return nullptr;
  }
  phd::ExportGraph(env, exports);
  phd::ExportFunction(env, exports);
  phd::ExportUpload(env, exports);
  phd::ExportMemory(env, exports);
  return tfnodejs::InitTFNodeJSBinding(env, exports);
}
