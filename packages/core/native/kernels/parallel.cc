#include "parallel.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace phd {
namespace {

// Numbers too small for full precision count as zero, as in TensorFlow's own threads: else a result would depend on which
// thread made it.
class FlushDenormals {
#if defined(__x86_64__)
 public:
  FlushDenormals() : before_(_mm_getcsr()) { _mm_setcsr(before_ | 0x8040); }
  ~FlushDenormals() { _mm_setcsr(before_); }

 private:
  unsigned before_;
#elif defined(__aarch64__)
 public:
  FlushDenormals() {
    asm volatile("mrs %0, fpcr" : "=r"(before_));
    asm volatile("msr fpcr, %0" : : "r"(before_ | (1UL << 24)));
  }
  ~FlushDenormals() { asm volatile("msr fpcr, %0" : : "r"(before_)); }

 private:
  unsigned long before_;
#endif
};

struct Loop {
  const std::function<void(int64_t)>* work;
  int64_t chunks;
  std::atomic<int64_t> next{0};
  std::atomic<int64_t> done{0};
  std::mutex mutex;
  std::condition_variable finished;

  void Run() {
    const FlushDenormals flush;
    int64_t ran = 0;
    for (int64_t chunk; (chunk = next.fetch_add(1)) < chunks; ++ran) (*work)(chunk);
    if (ran == 0 || done.fetch_add(ran) + ran < chunks) return;
    std::lock_guard<std::mutex> lock(mutex);
    finished.notify_all();
  }
};

// One thread less than there are processors: the caller is the other. Threads live as long as the process.
class Pool {
 public:
  Pool() {
    const int64_t processors = std::thread::hardware_concurrency();  // 0 where it is not known
    for (threads_ = 0; threads_ + 1 < processors; ++threads_) std::thread([this] { Work(); }).detach();
  }

  void Offer(const std::shared_ptr<Loop>& loop) {
    const int64_t helpers = loop->chunks - 1 < threads_ ? loop->chunks - 1 : threads_;
    std::lock_guard<std::mutex> lock(mutex_);
    for (int64_t i = 0; i < helpers; ++i) loops_.push_back(loop);
    offered_.notify_all();
  }

 private:
  [[noreturn]] void Work() {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      offered_.wait(lock, [this] { return !loops_.empty(); });
      const std::shared_ptr<Loop> loop = loops_.front();
      loops_.pop_front();
      lock.unlock();
      loop->Run();
    }
  }

  std::mutex mutex_;
  std::condition_variable offered_;
  std::deque<std::shared_ptr<Loop>> loops_;
  int64_t threads_ = 0;
};

}  // namespace

void Parallel(int64_t chunks, const std::function<void(int64_t)>& work) {
  static Pool* pool = new Pool;  // never destroyed: its threads may outlive main
  const auto loop = std::make_shared<Loop>();
  loop->work = &work;
  loop->chunks = chunks;
  if (chunks > 1) pool->Offer(loop);
  loop->Run();
  std::unique_lock<std::mutex> lock(loop->mutex);
  loop->finished.wait(lock, [&] { return loop->done.load() >= chunks; });
}

}  // namespace phd
