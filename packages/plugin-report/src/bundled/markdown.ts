/** Markdown with fences and tables as a tree: the packages that report.md is read with. */
export { directiveFromMarkdown } from 'mdast-util-directive'
export { fromMarkdown } from 'mdast-util-from-markdown'
export { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
export { directive } from 'micromark-extension-directive'
export { gfmTable } from 'micromark-extension-gfm-table'
