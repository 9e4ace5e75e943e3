/** Text that Markdown prints as it is, in one line. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()<>#|~]/g, '\\$&')
}

export function unescapeMarkdown(text: string): string {
  return text.replace(/\\([\\`*_{}[\]()<>#|~])/g, '$1')
}
