/** Intervals, tests and effect sizes: against SciPy, and against what the formulas must give. */
import { execFileSync } from 'node:child_process'
import { random } from '@phd/core'
import { describe, expect, it } from 'vitest'
import {
  bootstrapInterval,
  cliffsDelta,
  cohensD,
  hedgesG,
  holm,
  normalCdf,
  normalQuantile,
  pairedPermutationTest,
  studentTCdf,
  studentTQuantile,
  tInterval,
  wilsonInterval,
} from '../lib/statistics/index.js'
import { hasPython, python } from './fixtures/judge.js'

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
const seeds = [0.612, 0.587, 0.634, 0.601, 0.655]
const baseline = [0.571, 0.59, 0.588, 0.579, 0.602]
const skewed = [0.1, 0.2, 0.2, 0.3, 0.35, 0.4, 0.9, 1.7, 2.2, 4.1, 0.15, 0.6]

/** What a Python expression over `given` answers, as JSON. */
function scipy(script: string, given: unknown): never {
  const program = `import json,sys\nimport numpy as np\nfrom scipy import stats\ngiven=json.load(sys.stdin)\n${script}`
  return JSON.parse(execFileSync(python, ['-c', program], { input: JSON.stringify(given), encoding: 'utf8' })) as never
}

function close(ours: number[], theirs: number[], relative = 1e-9) {
  expect(ours.length).toBe(theirs.length)
  ours.forEach((value, i) => {
    expect(Math.abs(value - theirs[i]), `${i}: ${value} and ${theirs[i]}`).toBeLessThanOrEqual(relative * Math.max(Math.abs(theirs[i]), 1e-12))
  })
}

describe.skipIf(!hasPython)('against SciPy (needs .oracle or PHD_ORACLE_PYTHON)', () => {
  it('normal and t distributions, far into their tails', () => {
    const xs = [-12, -8, -5, -2.5, -1.7, -0.3, 0, 0.01, 1, 1.96, 3, 6]
    const ps = [1e-12, 1e-6, 0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.9999]
    const degrees = [1, 2, 4, 9, 30, 1000]
    const theirs: Record<string, number[]> = scipy(
      `xs,ps,ds=given
print(json.dumps({'cdf':list(stats.norm.cdf(xs)),'ppf':list(stats.norm.ppf(ps)),
 'tcdf':[float(stats.t.cdf(x,d)) for d in ds for x in xs],'tppf':[float(stats.t.ppf(p,d)) for d in ds for p in ps]}))`,
      [xs, ps, degrees],
    )
    close(xs.map(normalCdf), theirs.cdf)
    close(ps.map(normalQuantile), theirs.ppf)
    close(
      degrees.flatMap((d) => xs.map((x) => studentTCdf(x, d))),
      theirs.tcdf,
    )
    close(
      degrees.flatMap((d) => ps.map((p) => studentTQuantile(p, d))),
      theirs.tppf,
    )
  })

  it('t interval of a mean and Wilson interval of a share', () => {
    const shares = [
      [0, 10],
      [3, 10],
      [10, 10],
      [712, 1000],
    ]
    const theirs: number[] = scipy(
      `v,shares=given
out=list(stats.t.interval(0.95,len(v)-1,np.mean(v),stats.sem(v)))+list(stats.t.interval(0.9,len(v)-1,np.mean(v),stats.sem(v)))
for k,n in shares:
  ci=stats.binomtest(k,n).proportion_ci(0.95,method='wilson'); out+=[ci.low,ci.high]
print(json.dumps([float(x) for x in out]))`,
      [seeds, shares],
    )
    const ours = [tInterval(seeds), tInterval(seeds, 0.9), ...shares.map(([k, n]) => wilsonInterval(k, n))]
    close(
      ours.flatMap(({ low, high }) => [low, high]),
      theirs,
      1e-8,
    )
  })

  it('bootstrap: the same interval from the same resamples, percentile and BCa', () => {
    const methods = ['percentile', 'bca'] as const
    const statistics = { mean, sd: (v: number[]) => Math.sqrt(mean(v.map((x) => (x - mean(v)) ** 2))) }
    const cases = Object.entries(statistics).flatMap(([name, statistic]) =>
      methods.map((method) => ({
        name,
        method,
        ...bootstrapInterval(skewed, statistic, { random: random(3, 'b'), resamples: 2000, method, confidence: 0.9 }),
      })),
    )
    const theirs: number[] = scipy(
      `from types import SimpleNamespace
v,cases=given; out=[]
for name,method,dist in cases:
  f={'mean':lambda x,axis=-1:np.mean(x,axis=axis),'sd':lambda x,axis=-1:np.std(x,axis=axis)}[name]
  ci=stats.bootstrap((v,),f,n_resamples=0,confidence_level=0.9,method={'bca':'BCa'}.get(method,method),vectorized=True,
    bootstrap_result=SimpleNamespace(bootstrap_distribution=np.array(dist))).confidence_interval
  out+=[float(ci.low),float(ci.high)]
print(json.dumps(out))`,
      [skewed, cases.map(({ name, method, distribution }) => [name, method, [...distribution]])],
    )
    close(
      cases.flatMap(({ low, high }) => [low, high]),
      theirs,
    )
  })

  it('bootstrap: about the same interval from resamples of its own', () => {
    const ours = bootstrapInterval(skewed, mean, { random: random(1, 'b') })
    const theirs: number[] = scipy(
      `ci=stats.bootstrap((given,),np.mean,n_resamples=20000,method='BCa',rng=np.random.default_rng(5)).confidence_interval
print(json.dumps([ci.low,ci.high]))`,
      skewed,
    )
    close([ours.low, ours.high], theirs, 0.04)
  })

  it('paired permutation test, exact', () => {
    const theirs: number[] = scipy(
      `r=stats.permutation_test(given,lambda x,y:np.mean(x-y),permutation_type='samples',n_resamples=np.inf,vectorized=False)
print(json.dumps([float(r.statistic),float(r.pvalue)]))`,
      [seeds, baseline],
    )
    const { difference, p, exact, flips } = pairedPermutationTest(seeds, baseline)
    close([difference, p], theirs)
    expect({ exact, flips }).toEqual({ exact: true, flips: 32 })
  })

  it("Cliff's delta from the U statistic, Cohen's d and Hedges' factor", () => {
    const theirs: number[] = scipy(
      `from scipy.special import gammaln
a,b=map(np.array,given); n,m=len(a),len(b)
u=stats.mannwhitneyu(a,b).statistic
sp=np.sqrt(((n-1)*a.var(ddof=1)+(m-1)*b.var(ddof=1))/(n+m-2)); d=(a.mean()-b.mean())/sp; v=n+m-2
print(json.dumps([float(2*u/(n*m)-1),float(d),float(d*np.exp(gammaln(v/2)-gammaln((v-1)/2))/np.sqrt(v/2))]))`,
      [skewed, seeds],
    )
    close([cliffsDelta(skewed, seeds), cohensD(skewed, seeds), hedgesG(skewed, seeds)], theirs)
  })
})

describe('what must hold', () => {
  it('a drawn permutation test agrees with the exact one and is never 0', () => {
    const many = Array.from({ length: 14 }, (_, i) => Math.sin(i * 3.7) + 0.35)
    const zeros = many.map(() => 0)
    const exact = pairedPermutationTest(many, zeros, { flips: 2 ** 14 })
    const drawn = pairedPermutationTest(many, zeros, { flips: 2 ** 14 - 1, random: random(2, 'p') })
    expect([exact.exact, drawn.exact]).toEqual([true, false])
    expect(Math.abs(exact.p - drawn.p)).toBeLessThan(0.015)
    const certain = pairedPermutationTest(Array(60).fill(1), Array(60).fill(0), { flips: 99 })
    expect(certain.p).toBe(0.01)
  })

  it('with three seeds no paired test can reach 0.05', () => {
    expect(pairedPermutationTest([3, 3, 3], [1, 1, 1]).p).toBe(0.25)
  })

  it('rounding does not hide a tie', () => {
    expect(pairedPermutationTest([0.1, 0.2, 0.3], [0, 0, 0]).p).toBe(0.25)
    expect(pairedPermutationTest([0.1, 0.2, -0.3], [0, 0, 0]).p).toBe(1)
  })

  it('the same seed gives the same bootstrap, another seed another', () => {
    const low = (seed: number) => bootstrapInterval(skewed, mean, { random: random(seed, 'b'), resamples: 500 }).low
    expect(low(1)).toBe(low(1))
    expect(low(1)).not.toBe(low(2))
  })

  it('pairs are drawn together', () => {
    const pairs = skewed.map((x) => [x, 2 * x] as const)
    const slope = (sample: (readonly [number, number])[]) => mean(sample.map(([, y]) => y)) / mean(sample.map(([x]) => x))
    const { low, high, method } = bootstrapInterval(pairs, slope, { random: random(1), resamples: 200 })
    expect([low, high]).toEqual([2, 2])
    expect(method).toBe('percentile')
  })

  it("Holm's worked example, ties and order", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02])
    expect(holm([0.5, 0.5])).toEqual([1, 1])
    expect(holm([])).toEqual([])
  })

  it("Cliff's delta of groups that do not overlap, and of the same group", () => {
    expect([cliffsDelta([4, 5], [1, 2, 3]), cliffsDelta([1], [2, 3]), cliffsDelta([1, 2, 2], [1, 2, 2])]).toEqual([1, -1, 0])
  })

  it.each([
    ['one seed', () => tInterval([0.6])],
    ['NaN', () => tInterval([0.6, Number.NaN])],
    ['a confidence of 95', () => tInterval([1, 2], 95)],
    ['more successes than trials', () => wilsonInterval(11, 10)],
    ['part of a success', () => wilsonInterval(0.5, 10)],
    ['one value', () => bootstrapInterval([1], mean, { random: random(1) })],
    ['unequal pairs', () => pairedPermutationTest([1, 2], [1])],
    ['no spread', () => cohensD([1, 1], [2, 2])],
    ['an empty group', () => cliffsDelta([], [1])],
    ['a p-value above 1', () => holm([0.2, 1.2])],
    ['a p-value that is none', () => holm([Number.NaN])],
  ])('refuses %s', (_, compute) => {
    expect(compute).toThrow(expect.objectContaining({ code: 'REPORT_STATISTICS' }))
  })
})
