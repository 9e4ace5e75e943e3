/** The settings of a draft as the text of report.yaml, with a comment at each place that a person may edit. */
import { Document, isMap, isPair, isScalar, visit } from '../../bundled/yaml.js'
import type { ReportSettings } from '../model.js'

const comments: Record<string, string> = {
  title: ' Settings of poster, slides and paper; their words stand in report.md. Numbers are references: {{A.metrics.iouWet | 3}}',
  authors: ' one name a line, as they shall be printed',
  acknowledgements: ' funder, people, data; printed small',
  links: ' become QR codes, for example {label: Code, url: "https://example.org/code"}',
  logos: ' SVG or PNG files in this folder, for example {file: logo.svg, alt: University of Somewhere}',
  venue: ' id of a venue profile (phd conference venues), empty for none',
  theme: ' colours and fonts',
  runsFolder: ' relative to this file',
  runs: ' letter: run; results are read from these at each build',
  numbers: ' printed large on the poster; five at most look well',
  stamp: ' auto says Provisional as long as there are too few seeds; empty for none, or your own words',
  figures: ' every figure that can be shown, by ![](figure:NAME) in report.md. caption is printed; alt is read aloud, and where it is empty made from the data',
  poster: ' size: A0, A1, A2, 36x48 (inches), 16:9, 700x1000mm; style: classic, finding',
  slides: ' minutes of the talk and of the questions after it; how fast you speak',
  paper: ' pages: limit, where the venue gives none; bibliography: a BibTeX file in this folder',
}

const apart = ['acknowledgements', 'venue', 'runsFolder', 'numbers', 'stamp', 'figures', 'poster']

export function settingsToYaml(settings: ReportSettings): string {
  const document = new Document(settings, { aliasDuplicateObjects: false })
  if (isMap(document.contents)) {
    for (const pair of document.contents.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue
      const key = String(pair.key.value)
      if (comments[key]) pair.key.commentBefore = comments[key]
      pair.key.spaceBefore = apart.includes(key)
    }
  }
  visit(document, {
    Map(_, node) {
      if (node.items.length === 0) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0 })
}
