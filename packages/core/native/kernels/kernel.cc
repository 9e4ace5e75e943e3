#include "kernel.h"

#include <stdexcept>

namespace phd {

Execution::~Execution() {
  if (!Ok()) TF_OpKernelContext_Failure(context_, status_);
  for (TF_Tensor* tensor : inputs_) TF_DeleteTensor(tensor);
  for (TF_Tensor* tensor : outputs_) TF_DeleteTensor(tensor);
  TF_DeleteStatus(status_);
}

TF_Tensor* Execution::Get(int index) {
  if (static_cast<int>(inputs_.size()) <= index) inputs_.resize(index + 1, nullptr);
  if (inputs_[index] == nullptr) TF_GetInput(context_, index, &inputs_[index], status_);
  return inputs_[index];
}

const float* Execution::Input(int index) {
  TF_Tensor* tensor = Get(index);
  return Ok() ? static_cast<const float*>(TF_TensorData(tensor)) : nullptr;
}

const int32_t* Execution::Integers(int index) {
  TF_Tensor* tensor = Get(index);
  return Ok() ? static_cast<const int32_t*>(TF_TensorData(tensor)) : nullptr;
}

std::vector<int64_t> Execution::Shape(int index) {
  TF_Tensor* tensor = Get(index);
  std::vector<int64_t> shape;
  for (int axis = 0; Ok() && axis < TF_NumDims(tensor); ++axis) shape.push_back(TF_Dim(tensor, axis));
  return shape;
}

float* Execution::Keep(TF_Tensor* tensor) {
  if (tensor != nullptr) outputs_.push_back(tensor);
  return Ok() ? static_cast<float*>(TF_TensorData(tensor)) : nullptr;
}

float* Execution::Output(int index, const std::vector<int64_t>& shape) {
  size_t bytes = sizeof(float);
  for (int64_t size : shape) bytes *= size;
  return Keep(TF_AllocateOutput(context_, index, TF_FLOAT, shape.data(), static_cast<int>(shape.size()), bytes, status_));
}

float* Execution::OutputInPlaceOf(int input, int index) {
  const std::vector<int64_t> shape = Shape(input);
  if (!Ok()) return nullptr;
  TF_DeleteTensor(inputs_[input]);  // a reference of ours would keep TensorFlow from giving its memory away
  inputs_[input] = nullptr;
  int forwarded = -1;
  return Keep(TF_ForwardInputOrAllocateOutput(context_, &input, 1, index, shape.data(), static_cast<int>(shape.size()), &forwarded, status_));
}

void ShapeLike(TF_ShapeInferenceContext* context, int output, int input, TF_Status* status) {
  TF_ShapeHandle* shape = TF_NewShapeHandle();
  TF_ShapeInferenceContextGetInput(context, input, shape, status);
  if (TF_GetCode(status) == TF_OK) TF_ShapeInferenceContextSetOutput(context, output, shape, status);
  TF_DeleteShapeHandle(shape);
}

void ShapeLikeRows(TF_ShapeInferenceContext* context, int output, int input, TF_Status* status) {
  TF_ShapeHandle* shape = TF_NewShapeHandle();
  TF_ShapeInferenceContextGetInput(context, input, shape, status);
  if (TF_GetCode(status) == TF_OK) TF_ShapeInferenceContextSubshape(context, shape, 0, -1, shape, status);
  if (TF_GetCode(status) == TF_OK) TF_ShapeInferenceContextSetOutput(context, output, shape, status);
  TF_DeleteShapeHandle(shape);
}

Attributes::~Attributes() {
  if (TF_GetCode(status_) != TF_OK) TF_OpKernelConstruction_Failure(construction_, status_);
  TF_DeleteStatus(status_);
}

float Attributes::Float(const char* name) {
  float value = 0;
  if (TF_GetCode(status_) == TF_OK) TF_OpKernelConstruction_GetAttrFloat(construction_, name, &value, status_);
  return value;
}

int64_t Attributes::Integer(const char* name) {
  int64_t value = 0;
  if (TF_GetCode(status_) == TF_OK) TF_OpKernelConstruction_GetAttrInt64(construction_, name, &value, status_);
  return value;
}

bool Attributes::Flag(const char* name) {
  unsigned char value = 0;
  if (TF_GetCode(status_) == TF_OK) TF_OpKernelConstruction_GetAttrBool(construction_, name, &value, status_);
  return value != 0;
}

void Register(const OpDefinition& definition) {
  TF_Status* status = TF_NewStatus();
  TF_OpDefinitionBuilder* op = TF_NewOpDefinitionBuilder(definition.name);
  for (const char* input : definition.inputs) TF_OpDefinitionBuilderAddInput(op, input);
  for (const char* output : definition.outputs) TF_OpDefinitionBuilderAddOutput(op, output);
  for (const char* attribute : definition.attributes) TF_OpDefinitionBuilderAddAttr(op, attribute);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(op, definition.shapes);
  TF_RegisterOpDefinition(op, status);
  if (TF_GetCode(status) == TF_OK) {
    TF_KernelBuilder* kernel = TF_NewKernelBuilder(definition.name, "CPU", definition.create, definition.compute, definition.destroy);
    TF_RegisterKernelBuilder(definition.name, kernel, status);
  }
  const std::string failure = TF_GetCode(status) == TF_OK ? "" : TF_Message(status);
  TF_DeleteStatus(status);
  if (!failure.empty()) throw std::runtime_error(std::string(definition.name) + ": " + failure);
}

}  // namespace phd
