/**
 * Python's `round(value, digits)`: the decimal nearest to the exact binary value; an exact tie goes to the even digit.
 * `toFixed` agrees but for exact ties, which it rounds away from zero: round(0.0625, 3) is 0.062 in Python, 0.063 there.
 */
export function pythonRound(value: number, digits: 3 | 4): number {
  const power = digits === 3 ? 1000 : 10_000
  const scaled = value * power
  const below = Math.floor(scaled)
  const fraction = scaled - below
  if (fraction < 0.499999) return below / power
  if (fraction > 0.500001) return (below + 1) / power
  if (isExactTie(value, digits)) return (below % 2 === 0 ? below : below + 1) / power
  return Number(value.toFixed(digits))
}

/** A double lies exactly between two decimals of d digits only where it is an odd multiple of 2^-(d+1). */
function isExactTie(value: number, digits: number): boolean {
  return Math.abs((value * 2 ** (digits + 1)) % 2) === 1
}
