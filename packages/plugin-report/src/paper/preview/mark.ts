/** A keyword in the properties of every preview, by which it is known under any name. */
export const previewMark = 'phd paper preview: not for submission'

export function isPreview(pdf: Uint8Array): boolean {
  return Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).includes(previewMark)
}
