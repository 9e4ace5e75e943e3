// The gradient of a depthwise convolution's filter, stride 1, one filter a channel.
//
//     dfilter[i, j, c] = Σ x[b, y + i - top, x + j - left, c] dy[b, y, x, c]
//
// x and dy are (batch, y, x, channels), the filter is (rows, columns, channels, 1). Sums are made by image, then in order
// of images.
#include "kernel.h"
#include "parallel.h"

namespace phd {
namespace {

struct Shape {
  int64_t height, width, outHeight, outWidth, channels, rows, columns, top, left;
};

// One row of dy against one row of x: for each column of the filter, over the cells that both have.
PHD_VECTORISED void AddRow(const float* x, const float* dy, float* dfilter, const Shape& s) {
  constexpr int kBlock = 16;
  for (int64_t j = 0; j < s.columns; ++j) {
    const int64_t shift = j - s.left;
    const int64_t begin = shift < 0 ? -shift : 0;
    const int64_t end = s.width - shift < s.outWidth ? s.width - shift : s.outWidth;
    int64_t c = 0;
    for (; c + kBlock <= s.channels; c += kBlock) {
      float sum[kBlock] = {};
      for (int64_t at = begin; at < end; ++at) {
        const float* a = x + (at + shift) * s.channels + c;
        const float* b = dy + at * s.channels + c;
        for (int lane = 0; lane < kBlock; ++lane) sum[lane] += a[lane] * b[lane];
      }
      for (int lane = 0; lane < kBlock; ++lane) dfilter[j * s.channels + c + lane] += sum[lane];
    }
    for (; c < s.channels; ++c) {
      float sum = 0;
      for (int64_t at = begin; at < end; ++at) sum += x[(at + shift) * s.channels + c] * dy[at * s.channels + c];
      dfilter[j * s.channels + c] += sum;
    }
  }
}

void AddImage(const float* x, const float* dy, float* dfilter, const Shape& s) {
  for (int64_t y = 0; y < s.outHeight; ++y) {
    for (int64_t i = 0; i < s.rows; ++i) {
      const int64_t from = y + i - s.top;
      if (from < 0 || from >= s.height) continue;
      AddRow(x + from * s.width * s.channels, dy + y * s.outWidth * s.channels, dfilter + i * s.columns * s.channels, s);
    }
  }
}

struct Padding {
  int64_t top, left;
};

void* ReadPadding(TF_OpKernelConstruction* construction) {
  Attributes read(construction);
  return new Padding{read.Integer("top"), read.Integer("left")};
}

void FilterGrad(void* state, TF_OpKernelContext* context) {
  Execution run(context);
  const auto x = run.Shape(0), filter = run.Shape(1), dy = run.Shape(2);
  const auto* padding = static_cast<Padding*>(state);
  const bool fits = x.size() == 4 && filter.size() == 4 && dy.size() == 4 && filter[3] == 1 && x[3] == filter[2] && dy[3] == x[3] && dy[0] == x[0];
  if (!fits) return run.Fail("PhdDepthwiseFilterGrad: expected x and dy (batch, y, x, channels), filter (y, x, channels, 1)");
  const float *values = run.Input(0), *slopes = run.Input(2);
  float* dfilter = run.Output(0, filter);
  if (!run.Ok()) return;
  const Shape s{x[1], x[2], dy[1], dy[2], x[3], filter[0], filter[1], padding->top, padding->left};
  const int64_t size = s.rows * s.columns * s.channels;
  std::vector<float> sums(x[0] * size, 0.0f);
  Parallel(x[0], [&](int64_t image) {
    AddImage(values + image * s.height * s.width * s.channels, slopes + image * s.outHeight * s.outWidth * s.channels, sums.data() + image * size, s);
  });
  for (int64_t i = 0; i < size; ++i) {
    float sum = 0;
    for (int64_t image = 0; image < x[0]; ++image) sum += sums[image * size + i];
    dfilter[i] = sum;
  }
}

void LikeFilter(TF_ShapeInferenceContext* context, TF_Status* status) { ShapeLike(context, 0, 1, status); }

}  // namespace

void RegisterDepthwiseFilterGrad() {
  Register({"PhdDepthwiseFilterGrad",
            {"x: float", "filter: float", "dy: float"},
            {"dfilter: float"},
            {"top: int", "left: int"},
            LikeFilter,
            ReadPadding,
            FilterGrad,
            DeleteState<Padding>});
}

}  // namespace phd
