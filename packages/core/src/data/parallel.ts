/** At most `lanes` of the items at work at a time, begun in their order. Results in the order of the items; the first error ends it. */
export async function inParallel<T, R>(items: readonly T[], lanes: number, work: (item: T, lane: number) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length)
  let next = 0
  let failed = false
  const run = async (lane: number) => {
    while (next < items.length && !failed) {
      const index = next++
      try {
        results[index] = await work(items[index], lane)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, (_, lane) => run(lane)))
  for (const lane of ended) if (lane.status === 'rejected') throw lane.reason
  return results
}
