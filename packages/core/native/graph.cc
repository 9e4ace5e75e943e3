// Graphs, built op by op: newGraph, deleteGraph, graphInput, graphConstant, graphOp, opDefinition.
//
// A node is answered as {id, dtype, shape}, as the published executeOp answers; the shape is what TensorFlow infers.
#include "graph.h"

#include <cstring>
#include <map>
#include <memory>
#include <string>

#include "values.h"

namespace phd {
namespace {

// Each JavaScript thread has its own: graphs never leave the thread that traces them.
thread_local std::map<int32_t, std::unique_ptr<Graph>> graphs;
thread_local int32_t next_graph = 0;

}  // namespace

Graph& GraphOf(napi_env env, napi_value id) {
  auto found = graphs.find(static_cast<int32_t>(Integer(env, id)));
  if (found == graphs.end()) throw Failure("graph: there is no such graph");
  return *found->second;
}

namespace {

// A rank that the graph does not know is null, a size that it does not know is -1.
napi_value Describe(napi_env env, Graph& graph, TF_Output output) {
  Status status;
  const int rank = TF_GraphGetTensorNumDims(graph.graph, output, status);
  Check(status);
  napi_value shape;
  if (rank < 0) {
    napi_get_null(env, &shape);
  } else {
    std::vector<int64_t> sizes(rank);
    TF_GraphGetTensorShape(graph.graph, output, sizes.data(), rank, status);
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
  Status status;
  TF_Operation* operation = TF_FinishOperation(node, status);
  Check(status);
  return Describe(env, graph, {operation, 0});
}

// graphConstant(graph, dtype, shape, typed array): its values, copied.
napi_value GraphConstant(napi_env env, const std::vector<napi_value>& arguments) {
  Graph& graph = GraphOf(env, arguments[0]);
  const auto dtype = static_cast<TF_DataType>(Integer(env, arguments[1]));
  const auto sizes = Integers(env, arguments[2]);
  const Bytes given = BytesOf(env, arguments[3]);
  std::unique_ptr<TF_Tensor, decltype(&TF_DeleteTensor)> tensor(
      TF_AllocateTensor(dtype, sizes.data(), static_cast<int>(sizes.size()), given.size), TF_DeleteTensor);
  if (TF_TensorElementCount(tensor.get()) * TF_DataTypeSize(dtype) != given.size) throw Failure("graph: expected as many values as the shape has");
  if (given.size > 0) memcpy(TF_TensorData(tensor.get()), given.data, given.size);
  Status status;
  TF_OperationDescription* node = TF_NewOperation(graph.graph, "Const", NodeName(graph, "constant").c_str());
  TF_SetAttrTensor(node, "value", tensor.get(), status);
  TF_SetAttrType(node, "dtype", dtype);
  TF_Operation* operation = TF_FinishOperation(node, status);
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
  Status status;
  TF_Operation* operation = TF_FinishOperation(node, status);  // frees the description, also after a failure
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
  Status status;
  TF_GraphGetOpDef(graph.get(), Text(env, arguments[0]).c_str(), buffer.get(), status);
  Check(status);
  napi_value bytes;
  napi_create_buffer_copy(env, buffer->length, buffer->data, nullptr, &bytes);
  return bytes;
}

}  // namespace

void ExportGraph(napi_env env, napi_value exports) {
  Export<NewGraph, 0>(env, exports, "newGraph");
  Export<DeleteGraph, 1>(env, exports, "deleteGraph");
  Export<GraphInput, 3>(env, exports, "graphInput");
  Export<GraphConstant, 4>(env, exports, "graphConstant");
  Export<GraphOp, 4>(env, exports, "graphOp");
  Export<OpDefinition, 1>(env, exports, "opDefinition");
}

}  // namespace phd
