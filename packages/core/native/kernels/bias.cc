// Gradients of a bias, one pass over rows: PhdSumRows, the bias alone; PhdReluBiasGrad, of ReLU(x + bias) from its value y.
//
//     dx = dy [y > 0],  dbias = Σ dx over rows
#include "kernel.h"
#include "rows.h"

namespace phd {
namespace {

PHD_VECTORISED void AddRows(const float* x, float* sums, int64_t begin, int64_t end, int64_t channels) {
  int64_t at = begin * channels;
  const int64_t stop = end * channels;
  if (Repeats(channels)) {
    float sum[kPeriod] = {};
    for (; at + kPeriod <= stop; at += kPeriod)
      for (int64_t i = 0; i < kPeriod; ++i) sum[i] += x[at + i];
    AddPeriod(sum, sums, channels);
  }
  for (; at < stop; at += channels)
    for (int64_t c = 0; c < channels; ++c) sums[c] += x[at + c];
}

PHD_VECTORISED void MaskRows(const float* dy, const float* y, float* dx, float* sums, int64_t begin, int64_t end, int64_t channels) {
  int64_t at = begin * channels;
  const int64_t stop = end * channels;
  if (Repeats(channels)) {
    float sum[kPeriod] = {};
    for (; at + kPeriod <= stop; at += kPeriod) {
      for (int64_t i = 0; i < kPeriod; ++i) {
        const float slope = y[at + i] > 0 ? dy[at + i] : 0.0f;
        dx[at + i] = slope;
        sum[i] += slope;
      }
    }
    AddPeriod(sum, sums, channels);
  }
  for (; at < stop; at += channels) {
    for (int64_t c = 0; c < channels; ++c) {
      const float slope = y[at + c] > 0 ? dy[at + c] : 0.0f;
      dx[at + c] = slope;
      sums[c] += slope;
    }
  }
}

void Write(const std::vector<double>& totals, float* out) {
  for (size_t c = 0; c < totals.size(); ++c) out[c] = static_cast<float>(totals[c]);
}

void SumRows(void*, TF_OpKernelContext* context) {
  Execution run(context);
  const auto shape = run.Shape(0);
  if (shape.empty()) return run.Fail("PhdSumRows: expected at least one axis");
  const float* x = run.Input(0);
  float* sum = run.Output(0, {shape.back()});
  if (!run.Ok()) return;
  const Rows rows(shape);
  Write(rows.Sums(rows.channels, [&](int64_t begin, int64_t end, float* sums) { AddRows(x, sums, begin, end, rows.channels); }), sum);
}

void ReluBiasGrad(void*, TF_OpKernelContext* context) {
  Execution run(context);
  const auto shape = run.Shape(1);
  if (shape.empty() || run.Shape(0) != shape) return run.Fail("PhdReluBiasGrad: expected dy and y of one shape");
  const float *dy = run.Input(0), *y = run.Input(1);
  float* dx = run.OutputInPlaceOf(0, 0);
  float* dbias = run.Output(1, {shape.back()});
  if (!run.Ok()) return;
  const Rows rows(shape);
  Write(rows.Sums(rows.channels, [&](int64_t begin, int64_t end, float* sums) { MaskRows(dy, y, dx, sums, begin, end, rows.channels); }), dbias);
}

void LastAxis(TF_ShapeInferenceContext* context, int output, TF_Status* status) {
  TF_ShapeHandle* shape = TF_NewShapeHandle();
  TF_ShapeInferenceContextGetInput(context, 0, shape, status);
  if (TF_GetCode(status) == TF_OK) TF_ShapeInferenceContextSubshape(context, shape, -1, INT64_MAX, shape, status);
  if (TF_GetCode(status) == TF_OK) TF_ShapeInferenceContextSetOutput(context, output, shape, status);
  TF_DeleteShapeHandle(shape);
}
void SumShape(TF_ShapeInferenceContext* context, TF_Status* status) { LastAxis(context, 0, status); }
void GradShapes(TF_ShapeInferenceContext* context, TF_Status* status) {
  ShapeLike(context, 0, 0, status);
  if (TF_GetCode(status) == TF_OK) LastAxis(context, 1, status);
}

}  // namespace

void RegisterBias() {
  Register({"PhdSumRows", {"x: float"}, {"sum: float"}, {}, SumShape, nullptr, SumRows, nullptr});
  Register({"PhdReluBiasGrad", {"dy: float", "y: float"}, {"dx: float", "dbias: float"}, {}, GradShapes, nullptr, ReluBiasGrad, nullptr});
}

}  // namespace phd
