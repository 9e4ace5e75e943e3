/**
 * The commands that mathematics may use: they print, and do nothing else. All others are refused, whatever they are called,
 * because a paper is compiled on machines of other people.
 */
const letters =
  'alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar imath jmath Re Im partial nabla infty emptyset aleph wp'
const operators =
  'sum prod coprod int oint iint iiint bigcup bigcap bigoplus bigotimes bigvee bigwedge pm mp times div cdot ast star circ bullet oplus ominus otimes odot cup cap setminus wedge vee land lor neg lnot dagger ddagger amalg'
const relations =
  'leq le geq ge neq ne approx equiv sim simeq cong propto ll gg prec succ preceq succeq subset supset subseteq supseteq in ni notin mid parallel perp models vdash dashv asymp doteq lesssim gtrsim'
const arrows =
  'to gets rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow longleftarrow Longrightarrow mapsto longmapsto uparrow downarrow updownarrow implies iff hookrightarrow rightharpoonup'
const functions =
  'log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh max min sup inf lim limsup liminf arg det dim ker deg gcd hom Pr bmod pmod mod operatorname'
const fences =
  'left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert vert Vert lbrace rbrace backslash'
const constructions =
  'frac dfrac tfrac sqrt binom hat bar tilde vec dot ddot check breve acute grave widehat widetilde overline underline overbrace underbrace overset underset stackrel substack limits nolimits prime'
const styles =
  'mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak boldsymbol text textrm textbf textit mbox displaystyle textstyle scriptstyle scriptscriptstyle'
const spaces =
  'quad qquad thinspace medspace thickspace enspace negthinspace ldots cdots vdots ddots dots dotsc dotsb colon forall exists nexists top bot angle triangle square surd nonumber notag begin end'

export const mathCommands = new Set(
  [letters, operators, relations, arrows, functions, fences, constructions, styles, spaces].flatMap((names) => names.split(' ')),
)

/** Commands of one character: spaces, fences, a line break, escaped characters. */
export const mathControlSymbols = new Set([',', ':', ';', '!', ' ', '\\', '{', '}', '|', '%', '&', '#', '$', '_', '>'])

export const mathEnvironments = new Set('aligned alignedat gathered split cases matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array'.split(' '))

/** Commands that need amsmath or amssymb. */
export const needsAms = new Set(
  'dfrac tfrac binom text operatorname overset underset substack iint iiint boldsymbol mathbb mathfrak lesssim gtrsim nexists square bigl bigr lvert rvert lVert rVert dotsc dotsb notag begin implies mod medspace thickspace negthinspace'.split(
    ' ',
  ),
)
