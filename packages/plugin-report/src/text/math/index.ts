/**
 * TeX mathematics: as a tree (the paper's preview), and as text in Unicode (whatever is no paper).
 *
 * Text: `\frac{a+b}{2}` is (a + b)/2, `x_i^2` is xᵢ², `h_{i,j}` is h_(i,j). What text cannot tell exactly is undefined: matrices,
 * several lines, signs that the shipped font lacks.
 */
export { parseMath } from './parse.js'
export { mathText } from './plain.js'
export { lowered, raised } from './scripts.js'
export { mathSpan, styledMath, typedMath } from './span.js'
