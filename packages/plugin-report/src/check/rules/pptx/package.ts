/** Rules about the parts of the file: what makes PowerPoint ask to repair it. */

import type { Rule } from '../../check.js'
import type { PptxFile } from '../../read/pptx.js'
import { activeParts } from '../../read/svg.js'
import { isReadable } from './pictures.js'

const rebuild = 'build it again, or mend it with --fix'

export const zipFolders: Rule<PptxFile> = {
  id: 'zip-folders',
  severity: 'error',
  about: 'A PPTX holds parts, no entries for folders.',
  remedy: rebuild,
  find: ({ folders }) =>
    folders.length > 0 ? [`${folders.length} entries that are folders: ${folders.slice(0, 3).join(', ')}${folders.length > 3 ? ', …' : ''}`] : [],
}

export const contentTypes: Rule<PptxFile> = {
  id: 'content-types',
  severity: 'error',
  about: 'Every part has a content type, and every content type a part.',
  remedy: rebuild,
  find({ entries, xml }) {
    const types = xml('[Content_Types].xml')?.children ?? []
    const overrides = types.filter(({ name }) => name === 'Override').map(({ attributes }) => (attributes.PartName ?? '').replace(/^\//, ''))
    const extensions = new Set(types.filter(({ name }) => name === 'Default').map(({ attributes }) => attributes.Extension?.toLowerCase()))
    const phantoms = overrides.filter((part) => !entries.has(part)).map((part) => `${part} is declared and is not there`)
    const named = new Set(overrides)
    const untyped = [...entries.keys()].filter(
      (part) => part !== '[Content_Types].xml' && !named.has(part) && !extensions.has(part.slice(part.lastIndexOf('.') + 1).toLowerCase()),
    )
    return [...phantoms, ...untyped.map((part) => `${part} has no content type`)]
  },
}

export const relationships: Rule<PptxFile> = {
  id: 'relationships',
  severity: 'error',
  about: 'Every relationship leads to a part that is there.',
  remedy: rebuild,
  find({ entries, relationshipsOf }) {
    const owners = [...entries.keys()].filter((name) => /(^|\/)_rels\/[^/]*\.rels$/.test(name)).map((name) => name.replace(/_rels\/([^/]*)\.rels$/, '$1'))
    return owners.flatMap((owner) =>
      relationshipsOf(owner)
        .filter(({ external, target }) => !external && !entries.has(target))
        .map(({ id, target }) => `${id} of ${owner || 'the package'} leads to ${target}, which is not there`),
    )
  },
}

/** ECMA-376 part 1, CT_Presentation. */
export const presentationOrder = [
  'sldMasterIdLst',
  'notesMasterIdLst',
  'handoutMasterIdLst',
  'sldIdLst',
  'sldSz',
  'notesSz',
  'smartTags',
  'embeddedFontLst',
  'custShowLst',
  'photoAlbum',
  'custDataLst',
  'kinsoku',
  'defaultTextStyle',
  'modifyVerifier',
  'extLst',
]

export const elementOrder: Rule<PptxFile> = {
  id: 'element-order',
  severity: 'error',
  about: 'presentation.xml has its children in the order of the schema.',
  remedy: rebuild,
  find({ presentation }) {
    const names = presentation.children.map(({ name }) => name.replace(/^p:/, ''))
    return names.flatMap((name, i) =>
      i > 0 && presentationOrder.indexOf(name) < presentationOrder.indexOf(names[i - 1]) ? [`${name} stands after ${names[i - 1]} in presentation.xml`] : [],
    )
  },
}

export const externalParts: Rule<PptxFile> = {
  id: 'external-parts',
  severity: 'error',
  about: 'Nothing is loaded from elsewhere or run when the file is opened; links are http, https or mailto.',
  remedy: 'put the picture into the file, and link to the web only',
  find({ entries, relationshipsOf }) {
    const owners = [...entries.keys()].filter((name) => /(^|\/)_rels\/[^/]*\.rels$/.test(name)).map((name) => name.replace(/_rels\/([^/]*)\.rels$/, '$1'))
    const drawings = [...entries]
      .filter(([part]) => part.endsWith('.svg'))
      .flatMap(([part, entry]) => unsafeIn(entry.read().toString('utf8')).map((what) => `${part}: ${what}`))
    const outside = owners.flatMap((owner) =>
      relationshipsOf(owner)
        .filter(({ external, type, target }) => external && !(type.endsWith('/hyperlink') && /^(https?:|mailto:)/i.test(target)))
        .map(({ target }) => `${owner} refers to ${target}`),
    )
    const macros = [...entries.keys()].filter((part) => /vbaProject\.bin$|\/activeX\//.test(part)).map((part) => `${part} holds a program`)
    return [...outside, ...drawings, ...macros]
  },
}

function unsafeIn(svg: string): string[] {
  return isReadable(svg) ? activeParts(svg) : ['it is no SVG that is safe to read']
}
