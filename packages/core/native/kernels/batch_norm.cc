// Batch normalisation in training, with ReLU after it where asked for, and its gradient: two passes over x each.
//
//     x̂ = (x - mean) r,  r = 1 / √(variance + ε),  y = x̂ scale + offset, or ReLU of it
//     dx = scale r (g - mean(g) - x̂ mean(g x̂)),  g = dy, or dy [y > 0];  dscale = Σ g x̂,  doffset = Σ g
//
// x is (…, channels), everything else (channels). The variance given is the unbiased one (n - 1), as TensorFlow's
// FusedBatchNorm has it; r is of the biased one. Deviations are summed from the first row, so that a large mean costs no digits.
#include <cmath>

#include "kernel.h"
#include "rows.h"

namespace phd {
namespace {

PHD_VECTORISED void AddDeviations(const float* x, const float* from, float* sums, int64_t begin, int64_t end, int64_t channels) {
  int64_t at = begin * channels;
  const int64_t stop = end * channels;
  if (Repeats(channels)) {
    const Period origin(from, channels);
    float sum[kPeriod] = {}, squares[kPeriod] = {};
    for (; at + kPeriod <= stop; at += kPeriod) {
      for (int64_t i = 0; i < kPeriod; ++i) {
        const float deviation = x[at + i] - origin.at[i];
        sum[i] += deviation;
        squares[i] += deviation * deviation;
      }
    }
    AddPeriod(sum, sums, channels);
    AddPeriod(squares, sums + channels, channels);
  }
  for (; at < stop; at += channels) {
    for (int64_t c = 0; c < channels; ++c) {
      const float deviation = x[at + c] - from[c];
      sums[c] += deviation;
      sums[channels + c] += deviation * deviation;
    }
  }
}

PHD_VECTORISED void ScaleRows(const float* x, const float* by, const float* plus, float* y, bool relu, int64_t begin, int64_t end, int64_t channels) {
  const float least = relu ? 0.0f : -INFINITY;
  for (int64_t row = begin; row < end; ++row) {
    for (int64_t c = 0; c < channels; ++c) {
      const float value = x[row * channels + c] * by[c] + plus[c];
      y[row * channels + c] = value < least ? least : value;  // not-a-number stays
    }
  }
}

PHD_VECTORISED void AddSlopes(const float* dy, const float* x, const float* y, const float* mean, bool relu, float* sums, int64_t begin, int64_t end, int64_t channels) {
  int64_t at = begin * channels;
  const int64_t stop = end * channels;
  if (Repeats(channels)) {
    const Period centre(mean, channels);
    float sum[kPeriod] = {}, products[kPeriod] = {};
    for (; at + kPeriod <= stop; at += kPeriod) {
      for (int64_t i = 0; i < kPeriod; ++i) {
        const float slope = !relu || y[at + i] > 0 ? dy[at + i] : 0.0f;
        sum[i] += slope;
        products[i] += slope * (x[at + i] - centre.at[i]);
      }
    }
    AddPeriod(sum, sums, channels);
    AddPeriod(products, sums + channels, channels);
  }
  for (; at < stop; at += channels) {
    for (int64_t c = 0; c < channels; ++c) {
      const float slope = !relu || y[at + c] > 0 ? dy[at + c] : 0.0f;
      sums[c] += slope;
      sums[channels + c] += slope * (x[at + c] - mean[c]);
    }
  }
}

PHD_VECTORISED void SlopeRows(const float* dy, const float* x, const float* y, const float* mean, const float* by, const float* less, const float* lessByX, bool relu,
                              float* dx, int64_t begin, int64_t end, int64_t channels) {
  for (int64_t row = begin; row < end; ++row) {
    for (int64_t c = 0; c < channels; ++c) {
      const int64_t at = row * channels + c;
      const float slope = !relu || y[at] > 0 ? dy[at] : 0.0f;
      dx[at] = by[c] * (slope - less[c] - (x[at] - mean[c]) * lessByX[c]);
    }
  }
}

struct Options {
  float epsilon;
  bool relu;
};

void* ReadOptions(TF_OpKernelConstruction* construction) {
  Attributes read(construction);
  return new Options{read.Float("epsilon"), read.Flag("relu")};
}

bool OfMaps(Execution& run, int x, std::initializer_list<int> vectors) {
  const auto shape = run.Shape(x);
  bool fits = shape.size() >= 2 && Rows(shape).rows > 0;
  for (int vector : vectors) fits = fits && run.Shape(vector) == std::vector<int64_t>{shape.back()};
  return fits;
}

void BatchNorm(void* state, TF_OpKernelContext* context) {
  Execution run(context);
  if (!OfMaps(run, 0, {1, 2})) return run.Fail("PhdBatchNorm: expected x (…, channels), scale and offset (channels)");
  const auto shape = run.Shape(0);
  const auto [epsilon, relu] = *static_cast<Options*>(state);
  const float *x = run.Input(0), *scale = run.Input(1), *offset = run.Input(2);
  const int64_t channels = shape.back();
  float* y = run.Output(0, shape);
  float* mean = run.Output(1, {channels});
  float* variance = run.Output(2, {channels});
  float* factor = run.Output(3, {channels});
  if (!run.Ok()) return;
  const Rows rows(shape);
  const auto sums = rows.Sums(2 * channels, [&](int64_t begin, int64_t end, float* partial) { AddDeviations(x, x, partial, begin, end, channels); });
  std::vector<float> by(channels), plus(channels);
  const double n = static_cast<double>(rows.rows);
  for (int64_t c = 0; c < channels; ++c) {
    const double shift = sums[c] / n;
    const double squares = sums[channels + c] - sums[c] * shift;
    const double biased = squares > 0 || std::isnan(squares) ? squares / n : 0;
    mean[c] = static_cast<float>(x[c] + shift);
    variance[c] = static_cast<float>(biased * (n / (n > 1 ? n - 1 : 1)));
    factor[c] = static_cast<float>(1 / std::sqrt(biased + epsilon));
    by[c] = scale[c] * factor[c];
    plus[c] = offset[c] - mean[c] * by[c];
  }
  rows.Each([&, relu = relu](int64_t begin, int64_t end) { ScaleRows(x, by.data(), plus.data(), y, relu, begin, end, channels); });
}

void BatchNormGrad(void* state, TF_OpKernelContext* context) {
  Execution run(context);
  if (!OfMaps(run, 1, {3, 4, 5}) || run.Shape(0) != run.Shape(1)) return run.Fail("PhdBatchNormGrad: expected dy and x (…, channels), scale, mean and factor (channels)");
  const auto shape = run.Shape(1);
  const bool relu = static_cast<Options*>(state)->relu;
  if (relu && run.Shape(2) != shape) return run.Fail("PhdBatchNormGrad: expected y of x's shape");
  const float *dy = run.Input(0), *x = run.Input(1), *y = run.Input(2), *scale = run.Input(3), *mean = run.Input(4), *factor = run.Input(5);
  const int64_t channels = shape.back();
  float* dscale = run.Output(1, {channels});
  float* doffset = run.Output(2, {channels});
  float* dx = run.OutputInPlaceOf(0, 0);
  if (!run.Ok()) return;
  const Rows rows(shape);
  const auto sums = rows.Sums(2 * channels, [&](int64_t begin, int64_t end, float* partial) { AddSlopes(dy, x, y, mean, relu, partial, begin, end, channels); });
  std::vector<float> by(channels), less(channels), lessByX(channels);
  const double n = static_cast<double>(rows.rows);
  for (int64_t c = 0; c < channels; ++c) {
    const double product = sums[channels + c] * factor[c];
    doffset[c] = static_cast<float>(sums[c]);
    dscale[c] = static_cast<float>(product);
    by[c] = scale[c] * factor[c];
    less[c] = static_cast<float>(sums[c] / n);
    lessByX[c] = static_cast<float>(product / n * factor[c]);
  }
  rows.Each([&](int64_t begin, int64_t end) { SlopeRows(dy, x, y, mean, by.data(), less.data(), lessByX.data(), relu, dx, begin, end, channels); });
}

void ForwardShapes(TF_ShapeInferenceContext* context, TF_Status* status) {
  ShapeLike(context, 0, 0, status);
  for (int output = 1; output < 4 && TF_GetCode(status) == TF_OK; ++output) ShapeLike(context, output, 1, status);
}
void BackwardShapes(TF_ShapeInferenceContext* context, TF_Status* status) {
  ShapeLike(context, 0, 1, status);
  for (int output = 1; output < 3 && TF_GetCode(status) == TF_OK; ++output) ShapeLike(context, output, 3, status);
}

}  // namespace

void RegisterBatchNorm() {
  Register({"PhdBatchNorm",
            {"x: float", "scale: float", "offset: float"},
            {"y: float", "mean: float", "variance: float", "factor: float"},
            {"epsilon: float", "relu: bool"},
            ForwardShapes,
            ReadOptions,
            BatchNorm,
            DeleteState<Options>});
  Register({"PhdBatchNormGrad",
            {"dy: float", "x: float", "y: float", "scale: float", "mean: float", "factor: float"},
            {"dx: float", "dscale: float", "doffset: float"},
            {"epsilon: float", "relu: bool"},
            BackwardShapes,
            ReadOptions,
            BatchNormGrad,
            DeleteState<Options>});
}

}  // namespace phd
