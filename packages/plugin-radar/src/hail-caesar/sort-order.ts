/**
 * Indices by ascending key, with equal keys in the order in which the C++ standard library of GCC leaves them.
 *
 * The program that is compared with sorts its cells by height with `std::sort`, which keeps no order among equals, and goes on
 * to leave out the last ones; on terrain with plateaus it matters which. This is introsort (Musser 1997, Softw. Pract. Exper.
 * 27, 983-993): quicksort about the median of three, heap sort below a depth, and one pass of insertion sort at the end.
 */
const smallest = 16

export function sortedOrder(keys: Float64Array): Int32Array {
  const order = Int32Array.from({ length: keys.length }, (_, index) => index)
  if (order.length > 1) {
    partlySort(order, keys, 0, order.length, 2 * Math.floor(Math.log2(order.length)))
    insertionSort(order, keys)
  }
  return order
}

function exchange(order: Int32Array, a: number, b: number): void {
  const kept = order[a]
  order[a] = order[b]
  order[b] = kept
}

/** Until no part longer than `smallest` is out of place. */
function partlySort(order: Int32Array, keys: Float64Array, first: number, end: number, depth: number): void {
  let last = end
  let left = depth
  while (last - first > smallest) {
    if (left === 0) {
      heapSort(order, keys, first, last)
      return
    }
    left--
    medianToFirst(order, keys, first, first + 1, first + ((last - first) >> 1), last - 1)
    const cut = partition(order, keys, first, last)
    partlySort(order, keys, cut, last, left)
    last = cut
  }
}

function medianToFirst(order: Int32Array, keys: Float64Array, first: number, a: number, b: number, c: number): void {
  const [p, q, r] = [keys[order[a]], keys[order[b]], keys[order[c]]]
  let median: number
  if (p < q) median = q < r ? b : p < r ? c : a
  else median = p < r ? a : q < r ? c : b
  exchange(order, first, median)
}

function partition(order: Int32Array, keys: Float64Array, first: number, end: number): number {
  const pivot = keys[order[first]]
  let low = first + 1
  let high = end
  for (;;) {
    while (keys[order[low]] < pivot) low++
    high--
    while (pivot < keys[order[high]]) high--
    if (low >= high) return low
    exchange(order, low, high)
    low++
  }
}

function insertionSort(order: Int32Array, keys: Float64Array): void {
  for (let i = 1; i < order.length; i++) {
    const moved = order[i]
    const key = keys[moved]
    let to = i
    while (to > 0 && key < keys[order[to - 1]]) {
      order[to] = order[to - 1]
      to--
    }
    order[to] = moved
  }
}

function heapSort(order: Int32Array, keys: Float64Array, first: number, end: number): void {
  const size = end - first
  for (let parent = (size - 2) >> 1; parent >= 0; parent--) place(order, keys, first, parent, size, order[first + parent])
  for (let length = size - 1; length > 0; length--) {
    const moved = order[first + length]
    order[first + length] = order[first]
    place(order, keys, first, 0, length, moved)
  }
}

/** The hole at `top` sinks to the bottom along the greater children, then `moved` climbs from there. */
function place(order: Int32Array, keys: Float64Array, first: number, top: number, size: number, moved: number): void {
  let hole = top
  for (;;) {
    let child = 2 * hole + 2
    if (child > size) break
    if (child === size || keys[order[first + child]] < keys[order[first + child - 1]]) child--
    order[first + hole] = order[first + child]
    hole = child
  }
  while (hole > top) {
    const parent = (hole - 1) >> 1
    if (!(keys[order[first + parent]] < keys[moved])) break
    order[first + hole] = order[first + parent]
    hole = parent
  }
  order[first + hole] = moved
}
