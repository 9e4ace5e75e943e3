// memoryStatistics and resetPeakMemory of TensorFlow's CPU allocator; TensorFloat-32 on and off.
//
// Neither has a C function. The two functions of TensorFloat-32 are exported by name. Of the allocator the virtual
// functions are declared here in the order of TensorFlow 2.21's xla/tsl/framework/allocator.h, whose own header would
// bring Eigen and Abseil along; another version is refused, since the order might differ.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "tensorflow/c/c_api.h"
#include "values.h"

namespace tsl {

struct AllocatorStats {
  int64_t num_allocs, bytes_in_use, peak_bytes_in_use, largest_alloc_size;
  std::optional<int64_t> bytes_limit;
  int64_t bytes_reserved, peak_bytes_reserved;
  std::optional<int64_t> bytes_reservable_limit;
  int64_t largest_free_block_bytes;
  std::optional<int64_t> pool_bytes, peak_pool_bytes;
};
struct AllocationAttributes;

class Allocator {
 public:
  virtual ~Allocator() = 0;
  virtual std::string Name() = 0;
  virtual void* AllocateRaw(size_t, size_t) = 0;
  virtual void* AllocateRaw(size_t, size_t, const AllocationAttributes&) = 0;
  virtual void DeallocateRaw(void*) = 0;
  virtual void DeallocateRaw(void*, size_t, size_t) = 0;
  virtual bool TracksAllocationSizes() const = 0;
  virtual bool AllocatesOpaqueHandle() const = 0;
  virtual size_t RequestedSize(const void*) const = 0;
  virtual size_t AllocatedSize(const void*) const = 0;
  virtual int64_t AllocationId(const void*) const = 0;
  virtual size_t AllocatedSizeSlow(const void*) const = 0;
  virtual std::optional<AllocatorStats> GetStats() = 0;
  virtual bool ClearStats() = 0;
};

Allocator* cpu_allocator(int numa_node);
void EnableCPUAllocatorStats();
void enable_tensor_float_32_execution(bool enabled);
bool tensor_float_32_execution_enabled();

}  // namespace tsl

namespace phd {
namespace {

constexpr int kNoNumaNode = -1;

tsl::Allocator* CpuAllocator() {
  const std::string_view version = TF_Version();
  if (version.substr(0, 5) != "2.21.") throw Failure("memory: known for TensorFlow 2.21, this is " + std::string(version));
  tsl::EnableCPUAllocatorStats();
  return tsl::cpu_allocator(kNoNumaNode);
}

// memoryStatistics(): {bytesInUse, peakBytes} of tensors in host memory, counted from the first call on; undefined
// where nothing is counted.
napi_value MemoryStatistics(napi_env env, const std::vector<napi_value>&) {
  tsl::Allocator* allocator = CpuAllocator();
  // The allocator without oneDNN asks a malloc for sizes that has none to tell, and counts zeros.
  if (allocator->Name() == "cpu") return nullptr;
  const auto stats = allocator->GetStats();
  if (!stats) throw Failure("memory: TensorFlow keeps no statistics of its CPU allocator");
  napi_value answer;
  napi_create_object(env, &answer);
  napi_set_named_property(env, answer, "bytesInUse", Value(env, stats->bytes_in_use));
  napi_set_named_property(env, answer, "peakBytes", Value(env, stats->peak_bytes_in_use));
  return answer;
}

// The peak is what is in use now.
napi_value ResetPeakMemory(napi_env, const std::vector<napi_value>&) {
  if (!CpuAllocator()->ClearStats()) throw Failure("memory: TensorFlow does not reset the peak");
  return nullptr;
}

// setTensorFloat32(enabled): whether float32 products on a GPU may round their factors to 10 bits; answers what it was.
napi_value SetTensorFloat32(napi_env env, const std::vector<napi_value>& arguments) {
  napi_value before;
  napi_get_boolean(env, tsl::tensor_float_32_execution_enabled(), &before);
  tsl::enable_tensor_float_32_execution(Flag(env, arguments[0]));
  return before;
}

}  // namespace

void ExportMemory(napi_env env, napi_value exports) {
  Export<MemoryStatistics, 0>(env, exports, "memoryStatistics");
  Export<ResetPeakMemory, 0>(env, exports, "resetPeakMemory");
  Export<SetTensorFloat32, 1>(env, exports, "setTensorFloat32");
}

}  // namespace phd
