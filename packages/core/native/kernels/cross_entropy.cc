// Softmax cross-entropy of integer labels with its slope, one pass over rows: PhdCrossEntropy.
//
//     loss = log Σ exp(l_j - max) - (l_label - max),  slope_j = softmax_j - [j = label]
#include <atomic>
#include <cmath>

#include "exp.h"
#include "kernel.h"
#include "rows.h"

namespace phd {
namespace {

// Whether every label is a class.
PHD_VECTORISED bool LossOfRows(const float* logits, const int32_t* labels, float* loss, float* slope, int64_t begin, int64_t end, int64_t classes) {
  bool valid = true;
  for (int64_t row = begin; row < end; ++row) {
    const float* in = logits + row * classes;
    float* out = slope + row * classes;
    const int32_t label = labels[row];
    if (label < 0 || label >= classes) {
      valid = false;
      continue;
    }
    float most = in[0];
    for (int64_t c = 1; c < classes; ++c) most = in[c] > most ? in[c] : most;
    float sum = 0;
    for (int64_t c = 0; c < classes; ++c) {
      out[c] = ExpOfNegative(in[c] - most);
      sum += out[c];
    }
    for (int64_t c = 0; c < classes; ++c) out[c] /= sum;
    out[label] -= 1.0f;
    loss[row] = std::log(sum) - (in[label] - most);
  }
  return valid;
}

void CrossEntropy(void*, TF_OpKernelContext* context) {
  Execution run(context);
  const auto shape = run.Shape(0);
  if (shape.size() != 2 || run.Shape(1) != std::vector<int64_t>{shape[0]}) return run.Fail("PhdCrossEntropy: expected logits (rows, classes) and labels (rows)");
  const float* logits = run.Input(0);
  const int32_t* labels = run.Integers(1);
  float* loss = run.Output(0, {shape[0]});
  float* slope = run.Output(1, shape);
  if (!run.Ok()) return;
  std::atomic<bool> valid{true};
  const Rows rows(shape);
  rows.Each([&](int64_t begin, int64_t end) {
    if (!LossOfRows(logits, labels, loss, slope, begin, end, rows.channels)) valid = false;
  });
  if (!valid) run.Fail("PhdCrossEntropy: expected labels from 0 up to, not including, the number of classes");
}

void Shapes(TF_ShapeInferenceContext* context, TF_Status* status) {
  ShapeLike(context, 0, 1, status);
  if (TF_GetCode(status) == TF_OK) ShapeLike(context, 1, 0, status);
}

}  // namespace

void RegisterCrossEntropy() {
  Register({"PhdCrossEntropy", {"logits: float", "labels: int32"}, {"loss: float", "slope: float"}, {}, Shapes, nullptr, CrossEntropy, nullptr});
}

}  // namespace phd
