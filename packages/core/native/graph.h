// Graphs under construction: outputs of nodes by an id that counts from 0 in each graph.
#pragma once
#include <node_api.h>

#include <vector>

#include "tensorflow/c/c_api.h"

namespace phd {

struct Graph {
  TF_Graph* graph = TF_NewGraph();
  std::vector<TF_Output> outputs;  // by node id
  int names = 0;
  Graph() = default;
  Graph(const Graph&) = delete;
  ~Graph() { TF_DeleteGraph(graph); }
};

// Throws Failure where there is no such graph.
Graph& GraphOf(napi_env env, napi_value id);

}  // namespace phd
