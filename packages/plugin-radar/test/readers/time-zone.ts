/** Runs work as a machine in another time zone would. */
export async function inAuckland<T>(work: () => Promise<T>): Promise<T> {
  const zone = process.env.TZ
  process.env.TZ = 'Pacific/Auckland'
  try {
    if (new Date(2020, 0, 1).getTimezoneOffset() !== -780) throw new Error('the time zone did not change')
    return await work()
  } finally {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  }
}
