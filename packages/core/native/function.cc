// Functions of the eager context: defineFunction, removeFunction, callFunction, callFunctionAsync.
#include <memory>
#include <string>
#include <vector>

#include "backend.h"
#include "graph.h"
#include "tensorflow/c/c_api_experimental.h"
#include "tensorflow/c/eager/c_api.h"
#include "values.h"

namespace phd {
namespace {

// defineFunction(graph, name, inputs, outputs, xla)
napi_value DefineFunction(napi_env env, const std::vector<napi_value>& arguments) {
  Graph& graph = GraphOf(env, arguments[0]);
  const std::string name = Text(env, arguments[1]);
  const auto nodes = [&](napi_value ids) {
    std::vector<TF_Output> outputs;
    for (int64_t id : Integers(env, ids)) outputs.push_back(graph.outputs.at(id));
    return outputs;
  };
  const auto inputs = nodes(arguments[2]);
  const auto outputs = nodes(arguments[3]);
  Status status;
  std::unique_ptr<TF_Function, decltype(&TF_DeleteFunction)> function(
      TF_GraphToFunction(graph.graph, name.c_str(), 0, -1, nullptr, static_cast<int>(inputs.size()), inputs.data(),
                         static_cast<int>(outputs.size()), outputs.data(), nullptr, nullptr, nullptr, status),
      TF_DeleteFunction);
  Check(status);
  if (Flag(env, arguments[4])) {
    const char yes[] = {0x28, 0x01};  // AttrValue { b: true }
    TF_FunctionSetAttrValueProto(function.get(), "_XlaMustCompile", yes, sizeof yes, status);
    Check(status);
  }
  TFE_ContextAddFunction(Context(env), function.get(), status);
  Check(status);
  return nullptr;
}

napi_value RemoveFunction(napi_env env, const std::vector<napi_value>& arguments) {
  Status status;
  TFE_ContextRemoveFunction(Context(env), Text(env, arguments[0]).c_str(), status);
  Check(status);
  return nullptr;
}

using Op = std::unique_ptr<TFE_Op, decltype(&TFE_DeleteOp)>;

// The op holds its inputs: they may be disposed of while it runs.
Op CallOf(napi_env env, const std::vector<napi_value>& arguments) {
  Status status;
  Op op(TFE_NewOp(Context(env), Text(env, arguments[0]).c_str(), status), TFE_DeleteOp);
  Check(status);
  for (int64_t id : Integers(env, arguments[1])) {
    TFE_OpAddInput(op.get(), Handle(env, id), status);
    Check(status);
  }
  const std::string device = Text(env, arguments[3]);
  if (!device.empty()) {
    TFE_OpSetDevice(op.get(), device.c_str(), status);
    Check(status);
  }
  // Without the attribute Grappler does not run. Its arithmetic rewrites are off: they add in another order than eager.
  constexpr char config[] = "\x52\x04\x52\x02\x38\x02";  // ConfigProto { graph_options { rewrite_options { arithmetic_optimization: OFF } } }
  TFE_OpSetAttrString(op.get(), "config_proto", config, sizeof config - 1);
  return op;
}

napi_value Ids(napi_env env, const std::vector<TFE_TensorHandle*>& handles) {
  napi_value ids;
  napi_create_array_with_length(env, handles.size(), &ids);
  for (size_t i = 0; i < handles.size(); ++i) napi_set_element(env, ids, i, Value(env, Insert(env, handles[i])));
  return ids;
}

// callFunction(name, tensor ids, outputs, device or ''): the ids of its results.
napi_value CallFunction(napi_env env, const std::vector<napi_value>& arguments) {
  Op op = CallOf(env, arguments);
  int count = static_cast<int>(Integer(env, arguments[2]));
  std::vector<TFE_TensorHandle*> results(count, nullptr);
  Status status;
  TFE_Execute(op.get(), results.data(), &count, status);
  Check(status);
  return Ids(env, results);
}

struct AsyncCall {
  Op op;
  std::vector<TFE_TensorHandle*> results;
  Status status;
  napi_deferred deferred = nullptr;
  napi_async_work work = nullptr;
};

void Execute(napi_env, void* data) {
  auto* call = static_cast<AsyncCall*>(data);
  int count = static_cast<int>(call->results.size());
  TFE_Execute(call->op.get(), call->results.data(), &count, call->status);
}

void Complete(napi_env env, napi_status, void* data) {
  std::unique_ptr<AsyncCall> call(static_cast<AsyncCall*>(data));
  napi_delete_async_work(env, call->work);
  if (TF_GetCode(call->status) == TF_OK) {
    napi_resolve_deferred(env, call->deferred, Ids(env, call->results));
    return;
  }
  napi_value message, error;
  napi_create_string_utf8(env, TF_Message(call->status), NAPI_AUTO_LENGTH, &message);
  napi_create_error(env, nullptr, message, &error);
  napi_reject_deferred(env, call->deferred, error);
}

// callFunctionAsync(name, tensor ids, outputs, device or ''): a promise of the ids; TensorFlow runs on another thread.
napi_value CallFunctionAsync(napi_env env, const std::vector<napi_value>& arguments) {
  auto call = std::unique_ptr<AsyncCall>(new AsyncCall{CallOf(env, arguments), {}, {}});
  call->results.resize(Integer(env, arguments[2]), nullptr);
  napi_value promise, name;
  Check(napi_create_promise(env, &call->deferred, &promise), "room for a promise");
  napi_create_string_utf8(env, "phd:call", NAPI_AUTO_LENGTH, &name);
  Check(napi_create_async_work(env, nullptr, name, Execute, Complete, call.get(), &call->work), "room for asynchronous work");
  Check(napi_queue_async_work(env, call->work), "a free queue");
  call.release();
  return promise;
}

}  // namespace

void ExportFunction(napi_env env, napi_value exports) {
  Export<DefineFunction, 5>(env, exports, "defineFunction");
  Export<RemoveFunction, 1>(env, exports, "removeFunction");
  Export<CallFunction, 4>(env, exports, "callFunction");
  Export<CallFunctionAsync, 4>(env, exports, "callFunctionAsync");
}

}  // namespace phd
