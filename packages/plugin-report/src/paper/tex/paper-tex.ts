/** The whole paper as one LaTeX file for the author kit of the venue. */
import type { PaperRules } from '../../venues/venue.js'
import type { PaperDocument } from '../document.js'
import { type Kit, kitOf } from '../kits.js'
import { type BlockTools, texOfBlocks, wrapLines } from './blocks.js'
import { type TexNotes, texOfText } from './spans.js'
import { authorBlock, documentClass } from './title.js'

export interface PaperTex {
  tex: string
  /** Characters that pdfLaTeX cannot print. */
  missing: string[]
}

/** `files`: figure name to file name. `bibliography`: whether refs.bib lies beside it. */
export function paperTex(document: PaperDocument, rules: PaperRules, files: Map<string, string>, bibliography: boolean): PaperTex {
  const kit = kitOf(rules.layout)
  const notes: TexNotes = { missing: new Set(), ams: false, cite: kit.cite }
  const tools: BlockTools = { rules, notes, files }
  const text = (words: string) => texOfText(words, notes)
  const abstract = `\\begin{abstract}\n${texOfBlocks(document.abstract, tools)}\n\\end{abstract}`
  const sections = document.sections.map(({ heading, blocks }) => `\\section{${text(heading)}}\n\n${texOfBlocks(blocks, tools)}`)
  const ends = [
    ...(document.acknowledgements ? [`\\section*{Acknowledgements}\n\n${wrapLines(text(document.acknowledgements))}`] : []),
    ...(document.runs ? [`{\\small\\noindent\\textbf{Runs.} ${wrapLines(text(`${document.runs}.`))}\\par}`] : []),
    ...(bibliography ? [`${kit.namesBibliographyStyle ? '' : `\\bibliographystyle{${rules.layout.bibliographyStyle}}\n`}\\bibliography{refs}`] : []),
  ]
  const title = `\\title{${text(document.title)}}`
  const authors = authorBlock(document, kit, text)
  const front = frontMatter(kit, title, authors, document.abstract.length ? abstract : '', rules.layout.pageNumbers)
  const parts = [preamble(rules, kit, document, notes), front, ...sections, ...ends, '\\end{document}']
  return { tex: `${parts.join('\n\n')}\n`, missing: [...notes.missing] }
}

/** acmart wants the abstract before the title is made, ecai all of it in an environment. */
function frontMatter({ family }: Kit, title: string, authors: string, abstract: string, pageNumbers: boolean): string {
  if (family === 'ecai') return ['\\begin{document}', '\\begin{frontmatter}', title, authors, abstract, '\\end{frontmatter}'].join('\n\n')
  if (family === 'acmart') return [title, authors, '\\begin{document}', abstract, '\\maketitle'].join('\n\n')
  return [title, authors, '\\begin{document}', `\\maketitle${family === 'article' && !pageNumbers ? '\n\\thispagestyle{empty}' : ''}`, abstract].join('\n\n')
}

function preamble(rules: PaperRules, kit: Kit, document: PaperDocument, notes: TexNotes): string {
  const own = rules.layout.preamble.join('\n')
  const loads = (name: string) => new RegExp(`\\{[^}]*\\b${name}\\b[^}]*\\}`).test(own)
  const packages = [
    'graphicx',
    ...(kit.cite === '\\citep' && kit.family !== 'acl' ? ['natbib'] : []),
    'array',
    ...(notes.ams ? ['amsmath', 'amssymb'] : []),
  ].filter((name) => !loads(name) && !(kit.family === 'acmart' && name !== 'array'))
  return [
    '% Written by phd report paper. Edit report.md and build again; no build writes over changes made here.',
    documentClass(rules, kit, document.anonymous),
    ...(kit.name && !kit.isClass ? [`\\usepackage${document.anonymous && kit.family === 'acl' ? '[review]' : ''}{${kit.name}}`] : []),
    ...rules.layout.preamble,
    ...packages.map((name) => `\\usepackage{${name}}`),
    ...(kit.family === 'article' ? geometry(rules) : []),
  ].join('\n')
}

function geometry({ layout }: PaperRules): string[] {
  const { widthMm, heightMm, topMm, bottomMm, leftMm, rightMm, gutterMm, pageNumbers } = layout
  const sides = `paperwidth=${widthMm}mm,paperheight=${heightMm}mm,top=${topMm}mm,bottom=${bottomMm}mm,left=${leftMm}mm,right=${rightMm}mm`
  return [`\\usepackage[${sides},columnsep=${gutterMm}mm,headsep=0pt,headheight=0pt]{geometry}`, ...(pageNumbers ? [] : ['\\pagestyle{empty}'])]
}
