/**
 * Where threads wait for each other: the last one to come lets all go on.
 *
 * It looks for a while before it sleeps, because a step of a strip takes about as long as waking up.
 */
export interface Barrier {
  wait(): void
}

export const noBarrier: Barrier = { wait() {} }

const looks = 20_000

/** `places`: how many have come, and the round; zero at the start, shared. */
export function sharedBarrier(places: Int32Array, threads: number): Barrier {
  const [arrived, round] = [0, 1]
  return {
    wait() {
      const mine = Atomics.load(places, round)
      if (Atomics.add(places, arrived, 1) === threads - 1) {
        Atomics.store(places, arrived, 0)
        Atomics.add(places, round, 1)
        Atomics.notify(places, round)
        return
      }
      for (let look = 0; look < looks; look++) if (Atomics.load(places, round) !== mine) return
      while (Atomics.load(places, round) === mine) Atomics.wait(places, round, mine)
    },
  }
}
