/** README.txt of the bundle: what to put beside it, how to compile it, what to look at before it is handed in. */
import type { PaperRules, Venue } from '../venues/venue.js'
import type { PageBudget } from './budget.js'
import { kitOf } from './kits.js'

export interface ReadmeParts {
  rules: PaperRules
  venue?: Venue
  budget: PageBudget
  todos: number
  bibliography: boolean
}

export function readmeText({ rules, venue, budget, todos, bibliography }: ReadmeParts): string {
  const kit = kitOf(rules.layout)
  const own = kit.name === ''
  const style = rules.layout.bibliographyStyle
  const shippedStyles = /^(?:plain|abbrv|alpha|unsrt|plainnat|abbrvnat|unsrtnat|apalike|ieeetr|acm|siam)$/
  const needed = [...(own ? [] : [rules.layout.kit]), ...(bibliography && !shippedStyles.test(style) ? [`${style}.bst`] : [])]
  const run = bibliography ? ['pdflatex paper', 'bibtex paper', 'pdflatex paper', 'pdflatex paper'] : ['pdflatex paper', 'pdflatex paper']
  const lines = [
    venue ? `Paper for ${venue.name} (rules of ${venue.year})` : 'Paper',
    '',
    'paper.tex      the paper, one file',
    ...(bibliography ? ['refs.bib       your bibliography, in ASCII for BibTeX'] : []),
    'figures/       figures as PDF, text as outlines: no fonts, no Type 3',
    'manifest.json  what each file and number came from',
    '',
    needed.length ? `Put beside paper.tex, from the author kit of your year: ${needed.join(' and ')}` : 'It needs a usual LaTeX and no author kit.',
    ...(needed.length ? ['If the names in your kit differ, set kit: and bibliographyStyle: in a copy of the venue profile (venues/*.yaml).'] : []),
    '',
    'Then:',
    ...run.map((command) => `  ${command}`),
    '',
    `Limit: ${rules.pages} page${rules.pages === 1 ? '' : 's'} ${rules.includesReferences ? 'with' : 'without'} references; the preview has ${budget.used.toFixed(1)}.`,
    'The preview is set in Libertinus Serif, which is as wide as Times within 0.2 %, but with another program: title block and',
    'headings of the kit may take more or less room. Look at the pages of the PDF that LaTeX makes.',
    ...(todos ? ['', `${todos} question${todos === 1 ? ' is' : 's are'} not answered yet; search paper.tex for TODO.`] : []),
    ...(venue?.unverified.length ? ['', 'Not verified; look it up in the call of your year:', ...venue.unverified.map((line) => `- ${line}`)] : []),
  ]
  return `${lines.join('\n')}\n`
}
