// The published binding of @tensorflow/tfjs-node-gpu with graphs and functions beside its ops.
//
// A graph is built op by op, becomes a TensorFlow function in the binding's own eager context, and is called by name on
// the binding's own tensor ids, so compiled and eager code share tensors.
//
// The binding's sources are compiled unmodified. tfjs_binding.cc is included here, with its module registration left
// out, so that ours registers both; the backend's context and handle table are private, and are reached through an
// explicit instantiation, for which access is not checked (ISO C++ [temp.spec.general]/6).
#include <node_api.h>
#undef NAPI_MODULE
#define NAPI_MODULE(name, init)
#include "tfjs-node-gpu/binding/tf_auto_tensor.h"
#include "tfjs-node-gpu/binding/tfjs_binding.cc"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tensorflow/c/c_api.h"
#include "tensorflow/c/eager/c_api.h"

namespace tfnodejs {
namespace {

template <typename Tag, typename Tag::Type member>
struct Reveal {
  static inline const bool done = (Tag::pointer = member, true);
};
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

}  // namespace
template struct Reveal<ContextTag, &TFJSBackend::tfe_context_>;
template struct Reveal<HandlesTag, &TFJSBackend::tfe_handle_map_>;
template struct Reveal<InsertTag, &TFJSBackend::InsertHandle>;

namespace {

struct Graph {
  TF_Graph* graph = TF_NewGraph();
  std::vector<TF_Output> outputs;  // by node id
  int names = 0;
  ~Graph() { TF_DeleteGraph(graph); }
};

std::map<int32_t, std::unique_ptr<Graph>> graphs;
int32_t next_graph = 0;

// ---- values from and to JavaScript ----

struct Failure : std::exception {
  std::string text;
  explicit Failure(std::string why) : text(std::move(why)) {}
  const char* what() const noexcept override { return text.c_str(); }
};

void Check(napi_status status, const char* what) {
  if (status != napi_ok) throw Failure(std::string("graph: expected ") + what);
}
void Check(const TF_AutoStatus& status) {
  if (TF_GetCode(status.status) != TF_OK) throw Failure(TF_Message(status.status));
}

int64_t Integer(napi_env env, napi_value value) {
  int64_t number = 0;
  Check(napi_get_value_int64(env, value, &number), "a whole number");
  return number;
}
double Number(napi_env env, napi_value value) {
  double number = 0;
  Check(napi_get_value_double(env, value, &number), "a number");
  return number;
}
bool Flag(napi_env env, napi_value value) {
  bool flag = false;
  Check(napi_get_value_bool(env, value, &flag), "true or false");
  return flag;
}
std::string Text(napi_env env, napi_value value) {
  size_t length = 0;
  Check(napi_get_value_string_utf8(env, value, nullptr, 0, &length), "text");
  std::string text(length, '\0');
  napi_get_value_string_utf8(env, value, text.data(), length + 1, &length);
  return text;
}
bool IsList(napi_env env, napi_value value) {
  bool list = false;
  napi_is_array(env, value, &list);
  return list;
}
std::vector<napi_value> List(napi_env env, napi_value value) {
  uint32_t length = 0;
  Check(napi_get_array_length(env, value, &length), "a list");
  std::vector<napi_value> items(length);
  for (uint32_t i = 0; i < length; ++i) napi_get_element(env, value, i, &items[i]);
  return items;
}
std::vector<int64_t> Integers(napi_env env, napi_value value) {
  std::vector<int64_t> numbers;
  for (napi_value item : List(env, value)) numbers.push_back(Integer(env, item));
  return numbers;
}
napi_value Field(napi_env env, napi_value object, const char* name) {
  napi_value value;
  Check(napi_get_named_property(env, object, name, &value), name);
  return value;
}
napi_value Value(napi_env env, int64_t number) {
  napi_value value;
  napi_create_int64(env, number, &value);
  return value;
}

Graph& GraphOf(napi_env env, napi_value id) {
  auto found = graphs.find(static_cast<int32_t>(Integer(env, id)));
  if (found == graphs.end()) throw Failure("graph: there is no such graph");
  return *found->second;
}

// {id, dtype, shape}, as the published executeOp answers; a dimension that the graph does not know is -1.
napi_value Describe(napi_env env, Graph& graph, TF_Output output) {
  TF_AutoStatus status;
  const int rank = TF_GraphGetTensorNumDims(graph.graph, output, status.status);
  Check(status);
  napi_value shape;
  if (rank < 0) {
    napi_get_null(env, &shape);
  } else {
    std::vector<int64_t> sizes(rank);
    TF_GraphGetTensorShape(graph.graph, output, sizes.data(), rank, status.status);
    Check(status);
    napi_create_array_with_length(env, rank, &shape);
    for (int i = 0; i < rank; ++i) napi_set_element(env, shape, i, Value(env, sizes[i]));
  }
  graph.outputs.push_back(output);
  napi_value node;
  napi_create_object(env, &node);
  napi_set_named_property(env, node, "id", Value(env, static_cast<int64_t>(graph.outputs.size()) - 1));
  napi_set_named_property(env, node, "dtype", Value(env, TF_OperationOutputType(output)));
  napi_set_named_property(env, node, "shape", shape);
  return node;
}

std::string NodeName(Graph& graph, const std::string& op) { return op + "_" + std::to_string(graph.names++); }

void SetAttribute(napi_env env, TF_OperationDescription* node, napi_value attribute) {
  const std::string name = Text(env, Field(env, attribute, "name"));
  const int64_t type = Integer(env, Field(env, attribute, "type"));
  napi_value value = Field(env, attribute, "value");
  switch (type) {
    case TF_ATTR_STRING: {
      const std::string text = Text(env, value);
      TF_SetAttrString(node, name.c_str(), text.data(), text.size());
      return;
    }
    case TF_ATTR_INT:
      if (IsList(env, value)) {
        const auto numbers = Integers(env, value);
        TF_SetAttrIntList(node, name.c_str(), numbers.data(), static_cast<int>(numbers.size()));
      } else {
        TF_SetAttrInt(node, name.c_str(), Integer(env, value));
      }
      return;
    case TF_ATTR_FLOAT:
      TF_SetAttrFloat(node, name.c_str(), static_cast<float>(Number(env, value)));
      return;
    case TF_ATTR_BOOL:
      TF_SetAttrBool(node, name.c_str(), Flag(env, value) ? 1 : 0);
      return;
    case TF_ATTR_TYPE:
      TF_SetAttrType(node, name.c_str(), static_cast<TF_DataType>(Integer(env, value)));
      return;
    case TF_ATTR_SHAPE: {
      const auto sizes = Integers(env, value);
      TF_SetAttrShape(node, name.c_str(), sizes.data(), static_cast<int>(sizes.size()));
      return;
    }
    default:
      throw Failure("graph: expected an attribute of a known type, received " + name);
  }
}

// ---- functions of the module ----

napi_value NewGraph(napi_env env, const std::vector<napi_value>&) {
  graphs[next_graph] = std::make_unique<Graph>();
  return Value(env, next_graph++);
}

napi_value DeleteGraph(napi_env env, const std::vector<napi_value>& arguments) {
  graphs.erase(static_cast<int32_t>(Integer(env, arguments[0])));
  return nullptr;
}

// graphInput(graph, dtype, shape): a placeholder.
napi_value GraphInput(napi_env env, const std::vector<napi_value>& arguments) {
  Graph& graph = GraphOf(env, arguments[0]);
  const auto sizes = Integers(env, arguments[2]);
  TF_OperationDescription* node = TF_NewOperation(graph.graph, "Placeholder", NodeName(graph, "input").c_str());
  TF_SetAttrType(node, "dtype", static_cast<TF_DataType>(Integer(env, arguments[1])));
  TF_SetAttrShape(node, "shape", sizes.data(), static_cast<int>(sizes.size()));
  TF_AutoStatus status;
  TF_Operation* operation = TF_FinishOperation(node, status.status);
  Check(status);
  return Describe(env, graph, {operation, 0});
}

// graphConstant(graph, dtype, shape, typed array): its values, copied.
napi_value GraphConstant(napi_env env, const std::vector<napi_value>& arguments) {
  Graph& graph = GraphOf(env, arguments[0]);
  const auto dtype = static_cast<TF_DataType>(Integer(env, arguments[1]));
  const auto sizes = Integers(env, arguments[2]);
  void* data = nullptr;
  size_t length = 0;
  napi_typedarray_type kind;
  Check(napi_get_typedarray_info(env, arguments[3], &kind, &length, &data, nullptr, nullptr), "a typed array");
  const size_t bytes = length * TF_DataTypeSize(dtype);
  TF_AutoTensor tensor(TF_AllocateTensor(dtype, sizes.data(), static_cast<int>(sizes.size()), bytes));
  if (TF_TensorByteSize(tensor.tensor) != bytes) throw Failure("graph: expected as many values as the shape has");
  if (bytes > 0) memcpy(TF_TensorData(tensor.tensor), data, bytes);
  TF_AutoStatus status;
  TF_OperationDescription* node = TF_NewOperation(graph.graph, "Const", NodeName(graph, "constant").c_str());
  TF_SetAttrTensor(node, "value", tensor.tensor, status.status);
  TF_SetAttrType(node, "dtype", dtype);
  TF_Operation* operation = TF_FinishOperation(node, status.status);
  Check(status);
  return Describe(env, graph, {operation, 0});
}

// graphOp(graph, op, attributes, inputs, outputs): inputs are node ids, or lists of them for an argument that is a list.
napi_value GraphOp(napi_env env, const std::vector<napi_value>& arguments) {
  Graph& graph = GraphOf(env, arguments[0]);
  const std::string op = Text(env, arguments[1]);
  TF_OperationDescription* node = TF_NewOperation(graph.graph, op.c_str(), NodeName(graph, op).c_str());
  std::string failed;
  try {
    for (napi_value input : List(env, arguments[3])) {
      if (IsList(env, input)) {
        std::vector<TF_Output> list;
        for (int64_t id : Integers(env, input)) list.push_back(graph.outputs.at(id));
        TF_AddInputList(node, list.data(), static_cast<int>(list.size()));
      } else {
        TF_AddInput(node, graph.outputs.at(Integer(env, input)));
      }
    }
    for (napi_value attribute : List(env, arguments[2])) SetAttribute(env, node, attribute);
  } catch (const std::exception& error) {
    failed = error.what();
  }
  TF_AutoStatus status;
  TF_Operation* operation = TF_FinishOperation(node, status.status);  // frees the description, also after a failure
  if (!failed.empty()) throw Failure(failed);
  Check(status);
  napi_value results;
  napi_create_array(env, &results);
  for (int i = 0; i < TF_OperationNumOutputs(operation); ++i) napi_set_element(env, results, i, Describe(env, graph, {operation, i}));
  return results;
}

// opDefinition(op): the serialised OpDef, for the arguments that are lists.
napi_value OpDefinition(napi_env env, const std::vector<napi_value>& arguments) {
  std::unique_ptr<TF_Graph, decltype(&TF_DeleteGraph)> graph(TF_NewGraph(), TF_DeleteGraph);
  std::unique_ptr<TF_Buffer, decltype(&TF_DeleteBuffer)> buffer(TF_NewBuffer(), TF_DeleteBuffer);
  TF_AutoStatus status;
  TF_GraphGetOpDef(graph.get(), Text(env, arguments[0]).c_str(), buffer.get(), status.status);
  Check(status);
  napi_value bytes;
  napi_create_buffer_copy(env, buffer->length, buffer->data, nullptr, &bytes);
  return bytes;
}

// defineFunction(graph, name, inputs, outputs, xla): the graph as a function of the eager context.
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
  TF_AutoStatus status;
  std::unique_ptr<TF_Function, decltype(&TF_DeleteFunction)> function(
      TF_GraphToFunction(graph.graph, name.c_str(), 0, -1, nullptr, static_cast<int>(inputs.size()), inputs.data(),
                         static_cast<int>(outputs.size()), outputs.data(), nullptr, nullptr, nullptr, status.status),
      TF_DeleteFunction);
  Check(status);
  if (Flag(env, arguments[4])) {
    const char yes[] = {0x28, 0x01};  // AttrValue { b: true }
    TF_FunctionSetAttrValueProto(function.get(), "_XlaMustCompile", yes, sizeof yes, status.status);
    Check(status);
  }
  TFE_ContextAddFunction(GetTFJSBackend(env)->*ContextTag::pointer, function.get(), status.status);
  Check(status);
  return nullptr;
}

napi_value RemoveFunction(napi_env env, const std::vector<napi_value>& arguments) {
  TF_AutoStatus status;
  TFE_ContextRemoveFunction(GetTFJSBackend(env)->*ContextTag::pointer, Text(env, arguments[0]).c_str(), status.status);
  Check(status);
  return nullptr;
}

std::vector<TFE_TensorHandle*> Handles(napi_env env, napi_value ids) {
  auto& table = GetTFJSBackend(env)->*HandlesTag::pointer;
  std::vector<TFE_TensorHandle*> handles;
  for (int64_t id : Integers(env, ids)) {
    auto found = table.find(static_cast<int32_t>(id));
    if (found == table.end()) throw Failure("call: a tensor that the function uses has been disposed of");
    handles.push_back(found->second);
  }
  return handles;
}

std::unique_ptr<TFE_Op, decltype(&TFE_DeleteOp)> CallOp(napi_env env, const std::string& name, const std::vector<TFE_TensorHandle*>& inputs) {
  TF_AutoStatus status;
  std::unique_ptr<TFE_Op, decltype(&TFE_DeleteOp)> op(TFE_NewOp(GetTFJSBackend(env)->*ContextTag::pointer, name.c_str(), status.status), TFE_DeleteOp);
  Check(status);
  for (TFE_TensorHandle* input : inputs) {
    TFE_OpAddInput(op.get(), input, status.status);
    Check(status);
  }
  TFE_OpSetAttrString(op.get(), "config_proto", "", 0);  // without it Grappler does not run
  return op;
}

// Ids for new handles; on a handle that cannot be described, none of them stays behind.
napi_value Ids(napi_env env, const std::vector<TFE_TensorHandle*>& handles) {
  napi_value ids;
  napi_create_array_with_length(env, handles.size(), &ids);
  for (size_t i = 0; i < handles.size(); ++i) napi_set_element(env, ids, i, Value(env, (GetTFJSBackend(env)->*InsertTag::pointer)(handles[i])));
  return ids;
}

// callFunction(name, tensor ids, outputs): the ids of its results.
napi_value CallFunction(napi_env env, const std::vector<napi_value>& arguments) {
  auto op = CallOp(env, Text(env, arguments[0]), Handles(env, arguments[1]));
  int count = static_cast<int>(Integer(env, arguments[2]));
  std::vector<TFE_TensorHandle*> results(count, nullptr);
  TF_AutoStatus status;
  TFE_Execute(op.get(), results.data(), &count, status.status);
  Check(status);
  return Ids(env, results);
}

using Method = napi_value (*)(napi_env, const std::vector<napi_value>&);

// C++ failures become JavaScript errors.
template <Method method, size_t arity>
napi_value Guarded(napi_env env, napi_callback_info info) {
  size_t count = arity;
  std::vector<napi_value> arguments(arity);
  napi_get_cb_info(env, info, &count, arguments.data(), nullptr, nullptr);
  try {
    if (count < arity) throw Failure("graph: expected more arguments");
    return method(env, arguments);
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
    return nullptr;
  }
}

napi_value Init(napi_env env, napi_value exports) {
  const std::pair<const char*, napi_callback> methods[] = {
      {"newGraph", Guarded<NewGraph, 0>},
      {"deleteGraph", Guarded<DeleteGraph, 1>},
      {"graphInput", Guarded<GraphInput, 3>},
      {"graphConstant", Guarded<GraphConstant, 4>},
      {"graphOp", Guarded<GraphOp, 4>},
      {"opDefinition", Guarded<OpDefinition, 1>},
      {"defineFunction", Guarded<DefineFunction, 5>},
      {"removeFunction", Guarded<RemoveFunction, 1>},
      {"callFunction", Guarded<CallFunction, 3>},
  };
  for (const auto& [name, callback] : methods) {
    napi_value function;
    napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function);
    napi_set_named_property(env, exports, name, function);
  }
  return InitTFNodeJSBinding(env, exports);
}

}  // namespace
}  // namespace tfnodejs

NAPI_MODULE_INIT() { return tfnodejs::Init(env, exports); }
