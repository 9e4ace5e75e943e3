// Layer normalisation over the last axis and its gradient, in one pass over rows each.
//
//     x̂ = (x - mean) r,  r = 1 / √(variance + ε),  y = x̂ scale + offset
//     dx = r (g - mean(g) - x̂ mean(g x̂)),  g = dy scale;  dscale = Σ dy x̂,  doffset = Σ dy
//
// x is (rows, channels); mean and r are (rows). Sums over rows are made by chunks of rows, then in order.
#include "kernel.h"
#include "rows.h"

#include <cmath>

namespace phd {
namespace {

PHD_VECTORISED void NormaliseRows(const float* x, const float* scale, const float* offset, float epsilon, float* y, float* means, float* factors,
                                  int64_t begin, int64_t end, int64_t channels) {
  const int64_t whole = channels - channels % kLanes;
  for (int64_t row = begin; row < end; ++row) {
    const float* in = x + row * channels;
    Lanes sums;
    for (int64_t c = 0; c < whole; c += kLanes)
      for (int lane = 0; lane < kLanes; ++lane) sums.sum[lane] += in[c + lane];
    for (int64_t c = whole; c < channels; ++c) sums.sum[c - whole] += in[c];
    const float mean = sums.Total() / channels;
    Lanes squares;
    for (int64_t c = 0; c < whole; c += kLanes)
      for (int lane = 0; lane < kLanes; ++lane) squares.sum[lane] += (in[c + lane] - mean) * (in[c + lane] - mean);
    for (int64_t c = whole; c < channels; ++c) squares.sum[c - whole] += (in[c] - mean) * (in[c] - mean);
    const float factor = 1.0f / std::sqrt(squares.Total() / channels + epsilon);
    float* out = y + row * channels;
    for (int64_t c = 0; c < channels; ++c) out[c] = (in[c] - mean) * factor * scale[c] + offset[c];
    means[row] = mean;
    factors[row] = factor;
  }
}

// `dx` may be in the memory of `dy`; without the promise that nothing else is, the compiler would not make vectors.
PHD_VECTORISED void GradientRows(const float* dy, const float* x, const float* __restrict scale, const float* means, const float* factors, float* dx,
                                 float* __restrict dscale, float* __restrict doffset, int64_t begin, int64_t end, int64_t channels) {
  const int64_t whole = channels - channels % kLanes;
  for (int64_t row = begin; row < end; ++row) {
    const float* g = dy + row * channels;
    const float* in = x + row * channels;
    const float mean = means[row], factor = factors[row];
    Lanes sums, products;
    for (int64_t c = 0; c < whole; c += kLanes) {
      for (int lane = 0; lane < kLanes; ++lane) {
        const float scaled = g[c + lane] * scale[c + lane];
        sums.sum[lane] += scaled;
        products.sum[lane] += scaled * (in[c + lane] - mean);
      }
    }
    for (int64_t c = whole; c < channels; ++c) {
      sums.sum[c - whole] += g[c] * scale[c];
      products.sum[c - whole] += g[c] * scale[c] * (in[c] - mean);
    }
    const float meanG = sums.Total() / channels;
    const float meanProduct = products.Total() * factor / channels;
    float* out = dx + row * channels;
    for (int64_t c = 0; c < channels; ++c) {
      const float normal = (in[c] - mean) * factor;
      const float slope = g[c];
      dscale[c] += slope * normal;
      doffset[c] += slope;
      out[c] = factor * (slope * scale[c] - meanG - normal * meanProduct);
    }
  }
}

bool OfRows(Execution& run, int x, std::initializer_list<int> vectors) {
  const auto shape = run.Shape(x);
  bool fits = shape.size() == 2;
  for (int vector : vectors) fits = fits && run.Shape(vector) == std::vector<int64_t>{shape[1]};
  return fits;
}

void LayerNorm(void* epsilon, TF_OpKernelContext* context) {
  Execution run(context);
  if (!OfRows(run, 0, {1, 2})) return run.Fail("PhdLayerNorm: expected x (rows, channels), scale and offset (channels)");
  const auto shape = run.Shape(0);
  const float *x = run.Input(0), *scale = run.Input(1), *offset = run.Input(2);
  float* y = run.Output(0, shape);
  float* means = run.Output(1, {shape[0]});
  float* factors = run.Output(2, {shape[0]});
  if (!run.Ok()) return;
  const Rows rows(shape);
  rows.Each([&](int64_t begin, int64_t end) {
    NormaliseRows(x, scale, offset, *static_cast<float*>(epsilon), y, means, factors, begin, end, rows.channels);
  });
}

void LayerNormGrad(void*, TF_OpKernelContext* context) {
  Execution run(context);
  if (!OfRows(run, 1, {2}) || run.Shape(0) != run.Shape(1)) return run.Fail("PhdLayerNormGrad: expected dy and x (rows, channels), scale (channels)");
  const auto shape = run.Shape(1);
  const float *dy = run.Input(0), *x = run.Input(1), *scale = run.Input(2), *means = run.Input(3), *factors = run.Input(4);
  float* dx = run.OutputInPlaceOf(0, 0);
  float* dscale = run.Output(1, {shape[1]});
  float* doffset = run.Output(2, {shape[1]});
  if (!run.Ok()) return;
  const Rows rows(shape);
  const auto sums = rows.Sums(2 * rows.channels, [&](int64_t begin, int64_t end, float* partial) {
    GradientRows(dy, x, scale, means, factors, dx, partial, partial + rows.channels, begin, end, rows.channels);
  });
  for (int64_t c = 0; c < rows.channels; ++c) {
    dscale[c] = static_cast<float>(sums[c]);
    doffset[c] = static_cast<float>(sums[rows.channels + c]);
  }
}

void ForwardShapes(TF_ShapeInferenceContext* context, TF_Status* status) {
  ShapeLike(context, 0, 0, status);
  if (TF_GetCode(status) == TF_OK) ShapeLikeRows(context, 1, 0, status);
  if (TF_GetCode(status) == TF_OK) ShapeLikeRows(context, 2, 0, status);
}

void BackwardShapes(TF_ShapeInferenceContext* context, TF_Status* status) {
  ShapeLike(context, 0, 1, status);
  if (TF_GetCode(status) == TF_OK) ShapeLike(context, 1, 2, status);
  if (TF_GetCode(status) == TF_OK) ShapeLike(context, 2, 2, status);
}

}  // namespace

void RegisterLayerNorm() {
  Register({"PhdLayerNorm",
            {"x: float", "scale: float", "offset: float"},
            {"y: float", "mean: float", "factor: float"},
            {"epsilon: float"},
            ForwardShapes,
            [](TF_OpKernelConstruction* construction) -> void* { return new float(Attributes(construction).Float("epsilon")); },
            LayerNorm,
            DeleteState<float>});
  Register({"PhdLayerNormGrad",
            {"dy: float", "x: float", "scale: float", "mean: float", "factor: float"},
            {"dx: float", "dscale: float", "doffset: float"},
            {},
            BackwardShapes,
            nullptr,
            LayerNormGrad,
            nullptr});
}

}  // namespace phd
