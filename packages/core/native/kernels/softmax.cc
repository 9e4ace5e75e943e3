// Softmax over the last axis, one pass over rows: PhdSoftmax; and PhdSoftmaxGrad, whose sum over the row is given.
//
//     dx = y (dy - total),  total = Σ dy y of each row
#include "exp.h"
#include "kernel.h"
#include "rows.h"

namespace phd {
namespace {

PHD_VECTORISED void SoftmaxRows(const float* x, float* y, int64_t begin, int64_t end, int64_t count) {
  const int64_t whole = count - count % kLanes;
  for (int64_t row = begin; row < end; ++row) {
    const float* in = x + row * count;
    float* out = y + row * count;
    float largest[kLanes];
    for (int lane = 0; lane < kLanes; ++lane) largest[lane] = in[0];
    for (int64_t i = 0; i < whole; i += kLanes)
      for (int lane = 0; lane < kLanes; ++lane) largest[lane] = in[i + lane] > largest[lane] ? in[i + lane] : largest[lane];
    float most = in[0];
    for (float each : largest) most = each > most ? each : most;
    for (int64_t i = whole; i < count; ++i) most = in[i] > most ? in[i] : most;
    Lanes sums;
    for (int64_t i = 0; i < whole; i += kLanes) {
      for (int lane = 0; lane < kLanes; ++lane) {
        const float e = ExpOfNegative(in[i + lane] - most);
        out[i + lane] = e;
        sums.sum[lane] += e;
      }
    }
    for (int64_t i = whole; i < count; ++i) {
      out[i] = ExpOfNegative(in[i] - most);
      sums.sum[i - whole] += out[i];
    }
    const float factor = 1.0f / sums.Total();
    for (int64_t i = 0; i < count; ++i) out[i] *= factor;
  }
}

void Softmax(void*, TF_OpKernelContext* context) {
  Execution run(context);
  const auto shape = run.Shape(0);
  if (shape.empty() || shape.back() == 0) return run.Fail("PhdSoftmax: expected a last axis with at least one number");
  const float* x = run.Input(0);
  float* y = run.Output(0, shape);
  if (!run.Ok()) return;
  const Rows rows(shape);
  rows.Each([&](int64_t begin, int64_t end) { SoftmaxRows(x, y, begin, end, rows.channels); });
}

PHD_VECTORISED void GradientRows(const float* y, const float* dy, const float* totals, float* dx, int64_t begin, int64_t end, int64_t count) {
  for (int64_t row = begin; row < end; ++row)
    for (int64_t i = row * count; i < (row + 1) * count; ++i) dx[i] = y[i] * (dy[i] - totals[row]);
}

void SoftmaxGrad(void*, TF_OpKernelContext* context) {
  Execution run(context);
  const auto shape = run.Shape(0);
  auto totalShape = shape;
  if (!totalShape.empty()) totalShape.back() = 1;
  if (shape.empty() || run.Shape(1) != shape || run.Shape(2) != totalShape) return run.Fail("PhdSoftmaxGrad: expected y and dy of one shape, totals of one a row");
  const float *y = run.Input(0), *dy = run.Input(1), *totals = run.Input(2);
  float* dx = run.OutputInPlaceOf(1, 0);
  if (!run.Ok()) return;
  const Rows rows(shape);
  rows.Each([&](int64_t begin, int64_t end) { GradientRows(y, dy, totals, dx, begin, end, rows.channels); });
}

void LikeX(TF_ShapeInferenceContext* context, TF_Status* status) { ShapeLike(context, 0, 0, status); }

}  // namespace

void RegisterSoftmax() {
  Register({"PhdSoftmax", {"x: float"}, {"y: float"}, {}, LikeX, nullptr, Softmax, nullptr});
  Register({"PhdSoftmaxGrad", {"y: float", "dy: float", "total: float"}, {"dx: float"}, {}, LikeX, nullptr, SoftmaxGrad, nullptr});
}

}  // namespace phd
