// e^x for x <= 0 in plain arithmetic, which the compiler turns into vectors. To 2 ulp; e^-87 below -87.
#pragma once
#include <cstdint>
#include <cstring>

namespace phd {

inline float ExpOfNegative(float x) {
  x = x < -87.0f ? -87.0f : x;
  const float n = static_cast<float>(static_cast<int32_t>(x * 1.44269504f - 0.5f));  // rounds: x is not positive
  float r = x - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  float e = 1.98412698e-4f;
  e = e * r + 1.38888889e-3f;
  e = e * r + 8.33333333e-3f;
  e = e * r + 4.16666667e-2f;
  e = e * r + 1.66666667e-1f;
  e = e * r + 0.5f;
  e = e * r + 1.0f;
  e = e * r + 1.0f;
  const int32_t bits = (static_cast<int32_t>(n) + 127) << 23;
  float scale;
  memcpy(&scale, &bits, sizeof scale);
  return e * scale;
}

}  // namespace phd
