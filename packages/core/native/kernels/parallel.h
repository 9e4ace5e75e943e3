// Loops over several threads. Chunks are the same whatever the number of threads, so that sums made by chunk are too.
#pragma once
#include <cstdint>
#include <functional>

namespace phd {

// Runs work(chunk) for each chunk from 0 up to `chunks`, in no order, and returns when all are done.
void Parallel(int64_t chunks, const std::function<void(int64_t chunk)>& work);

}  // namespace phd
