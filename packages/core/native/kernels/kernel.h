// A TensorFlow op of ours with its kernel for the CPU, through TensorFlow's C API. Tensors are float32, labels int32.
//
// They do in one pass over memory what
// takes TensorFlow's own ops several; on a GPU, and through XLA, JavaScript builds the same of TensorFlow's ops.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_tensor.h"

// The same source for each instruction set; the processor's is chosen when the library is loaded, so that a build can
// move to another machine.
#if defined(__x86_64__) && !defined(__clang__) && __GNUC__ >= 12
#define PHD_VECTORISED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#elif defined(__x86_64__) && !defined(__clang__) && defined(__GNUC__)
#define PHD_VECTORISED __attribute__((target_clones("avx512f", "avx2", "default")))  // the levels are not known before 12
#else
#define PHD_VECTORISED
#endif

namespace phd {

// One execution of a kernel. A failure is TensorFlow's to report; the rest of the kernel then returns early.
class Execution {
 public:
  explicit Execution(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {}
  ~Execution();
  Execution(const Execution&) = delete;

  const float* Input(int index);
  const int32_t* Integers(int index);
  std::vector<int64_t> Shape(int index);
  float* Output(int index, const std::vector<int64_t>& shape);
  // In the memory of an input that nobody else needs, or in new memory.
  float* OutputInPlaceOf(int input, int index);
  void Fail(const char* why) { TF_SetStatus(status_, TF_INVALID_ARGUMENT, why); }
  bool Ok() const { return TF_GetCode(status_) == TF_OK; }

 private:
  TF_Tensor* Get(int index);
  float* Keep(TF_Tensor* tensor);

  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> inputs_;
  std::vector<TF_Tensor*> outputs_;
};

struct OpDefinition {
  const char* name;
  std::initializer_list<const char*> inputs;   // "x: float"
  std::initializer_list<const char*> outputs;  // "y: float"
  std::initializer_list<const char*> attributes;
  void (*shapes)(TF_ShapeInferenceContext*, TF_Status*);
  void* (*create)(TF_OpKernelConstruction*);  // state of one kernel, from its attributes; null where it has none
  void (*compute)(void* state, TF_OpKernelContext*);
  void (*destroy)(void* state);
};

void Register(const OpDefinition& definition);

// The output has an input's shape.
void ShapeLike(TF_ShapeInferenceContext* context, int output, int input, TF_Status* status);

// The output has the shape of an input without its last axis.
void ShapeLikeRows(TF_ShapeInferenceContext* context, int output, int input, TF_Status* status);

// Values of attributes, for a kernel's state. A failure is TensorFlow's to report; the values are then 0.
class Attributes {
 public:
  explicit Attributes(TF_OpKernelConstruction* construction) : construction_(construction), status_(TF_NewStatus()) {}
  ~Attributes();
  Attributes(const Attributes&) = delete;

  float Float(const char* name);
  int64_t Integer(const char* name);
  bool Flag(const char* name);

 private:
  TF_OpKernelConstruction* construction_;
  TF_Status* status_;
};

template <typename State>
void DeleteState(void* state) {
  delete static_cast<State*>(state);
}

}  // namespace phd
