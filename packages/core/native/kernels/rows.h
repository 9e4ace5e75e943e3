// (rows, channels) cut into chunks of rows, the same whatever the number of threads, and sums that do not depend on it.
#pragma once
#include <cstdint>
#include <vector>

#include "parallel.h"

namespace phd {

// Sixteen running sums: the compiler may not reorder additions, and need not.
constexpr int kLanes = 16;
struct Lanes {
  float sum[kLanes] = {};
  float Total() const {
    float total = 0;
    for (float lane : sum) total += lane;
    return total;
  }
};

// Channels that repeat within 64 numbers are summed 64 at a time, whatever their number: the sums stay in registers.
constexpr int64_t kPeriod = 64;
inline bool Repeats(int64_t channels) { return channels > 0 && kPeriod % channels == 0; }

// One number a channel, again and again.
struct Period {
  float at[kPeriod];
  Period(const float* values, int64_t channels) {
    for (int64_t i = 0; i < kPeriod; ++i) at[i] = values[i % channels];
  }
};

inline void AddPeriod(const float* sums, float* to, int64_t channels) {
  for (int64_t i = 0; i < kPeriod; ++i) to[i % channels] += sums[i];
}

struct Rows {
  static constexpr int64_t kChunkNumbers = 32768;
  int64_t rows, channels, perChunk, chunks;

  Rows(int64_t all, int64_t each) : rows(all), channels(each) {
    perChunk = channels >= kChunkNumbers ? 1 : kChunkNumbers / (channels > 0 ? channels : 1);
    chunks = (rows + perChunk - 1) / perChunk;
  }
  // All axes but the last are rows.
  explicit Rows(const std::vector<int64_t>& shape) : Rows(Leading(shape), shape.back()) {}
  int64_t Begin(int64_t chunk) const { return chunk * perChunk; }
  int64_t End(int64_t chunk) const { return Begin(chunk) + perChunk < rows ? Begin(chunk) + perChunk : rows; }

  // work(begin, end, sums): `width` sums of each chunk, from zero; answers their totals, added in the order of chunks.
  template <typename F>
  std::vector<double> Sums(int64_t width, F work) const {
    std::vector<float> partial(chunks * width, 0.0f);
    Parallel(chunks, [&](int64_t chunk) { work(Begin(chunk), End(chunk), partial.data() + chunk * width); });
    std::vector<double> totals(width, 0.0);
    for (int64_t chunk = 0; chunk < chunks; ++chunk)
      for (int64_t i = 0; i < width; ++i) totals[i] += partial[chunk * width + i];
    return totals;
  }

  // work(begin, end)
  template <typename F>
  void Each(F work) const {
    Parallel(chunks, [&](int64_t chunk) { work(Begin(chunk), End(chunk)); });
  }

 private:
  static int64_t Leading(const std::vector<int64_t>& shape) {
    int64_t count = 1;
    for (size_t axis = 0; axis + 1 < shape.size(); ++axis) count *= shape[axis];
    return count;
  }
};

}  // namespace phd
