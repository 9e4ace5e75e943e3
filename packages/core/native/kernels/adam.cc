// Adam's moments and change of one block of weights, in one pass over memory: PhdAdam.
//
//     m' = m + new1 (g - m),  v' = v + new2 (g² - v),  new = 1 - beta;  change = rate m' / (√v' + ε)
//
// `rate` is a scalar tensor: the learning rate with the moments' bias corrected.
#include <cmath>

#include "kernel.h"
#include "parallel.h"

namespace phd {
namespace {

struct Rates {
  float new1, new2, epsilon;
};

// `change` may be in the memory of `g`; without the promise that nothing else is, the compiler would not make vectors.
PHD_VECTORISED void Update(const float* g, const float* __restrict m, const float* __restrict v, float rate, const Rates& rates, float* __restrict newM,
                           float* __restrict newV, float* change, int64_t count) {
  const auto [new1, new2, epsilon] = rates;
  for (int64_t i = 0; i < count; ++i) {
    const float first = m[i] + new1 * (g[i] - m[i]);
    const float second = v[i] + new2 * (g[i] * g[i] - v[i]);
    newM[i] = first;
    newV[i] = second;
    change[i] = rate * first / (std::sqrt(second) + epsilon);
  }
}

void* ReadRates(TF_OpKernelConstruction* construction) {
  Attributes read(construction);
  return new Rates{read.Float("new1"), read.Float("new2"), read.Float("epsilon")};
}

void Adam(void* rates, TF_OpKernelContext* context) {
  Execution run(context);
  const auto shape = run.Shape(0);
  if (run.Shape(1) != shape || run.Shape(2) != shape || !run.Shape(3).empty()) return run.Fail("PhdAdam: expected gradient, m and v of one shape and a scalar rate");
  const float *g = run.Input(0), *m = run.Input(1), *v = run.Input(2), *rate = run.Input(3);
  float* newM = run.Output(0, shape);
  float* newV = run.Output(1, shape);
  float* change = run.OutputInPlaceOf(0, 2);
  if (!run.Ok()) return;
  constexpr int64_t kChunk = 32768;
  int64_t count = 1;
  for (int64_t size : shape) count *= size;
  Parallel((count + kChunk - 1) / kChunk, [&](int64_t chunk) {
    const int64_t at = chunk * kChunk;
    Update(g + at, m + at, v + at, *rate, *static_cast<Rates*>(rates), newM + at, newV + at, change + at, count - at < kChunk ? count - at : kChunk);
  });
}

void LikeGradient(TF_ShapeInferenceContext* context, TF_Status* status) {
  for (int output = 0; output < 3 && TF_GetCode(status) == TF_OK; ++output) ShapeLike(context, output, 0, status);
}

}  // namespace

void RegisterAdam() {
  Register({"PhdAdam",
            {"gradient: float", "m: float", "v: float", "rate: float"},
            {"new_m: float", "new_v: float", "change: float"},
            {"new1: float", "new2: float", "epsilon: float"},
            LikeGradient,
            ReadRates,
            Adam,
            DeleteState<Rates>});
}

}  // namespace phd
