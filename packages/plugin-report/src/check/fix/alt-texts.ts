/** Alternative texts that are missing or are the caption, drafted from the data into report.yaml. Comments and all else stay. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomic } from '@phd/core'
import { parseDocument } from '../../bundled/yaml.js'
import type { ReportSource } from '../../source/model.js'

/** Names of the figures that got one. */
export function draftAltTexts(dir: string, { settings, figures }: ReportSource): string[] {
  const file = join(dir, 'report.yaml')
  const document = parseDocument(readFileSync(file, 'utf8'))
  const drafted = Object.keys(settings.figures).flatMap((name) => {
    const figure = figures.get(name)
    if (!figure || (figure.alt.trim() !== '' && figure.alt.trim() !== figure.caption.trim())) return []
    document.setIn(['figures', name, 'alt'], figure.kind.alt(figure.source, figure.options))
    return [name]
  })
  if (drafted.length > 0) writeAtomic(file, document.toString({ lineWidth: 120 }))
  return drafted
}
