/**
 * The Typst program that draws the pages of a document. It is constant: all words come as JSON through `sys.inputs`, so no word
 * is ever read as markup. `boxes` are drawn in reading order; panels are artefacts to a screen reader.
 */
import { typstAttachment } from '../manifest/embed/pdf.js'

export const typstTemplate = `
#let doc = json(bytes(sys.inputs.layout))
#set document(title: doc.title, author: doc.authors, date: none)
#set page(width: doc.width * 1mm, height: doc.height * 1mm, margin: 0mm, fill: if doc.fill == none { none } else { rgb(doc.fill) })
#set text(font: doc.fonts, fallback: false, lang: "en", hyphenate: false, top-edge: 0.95em, bottom-edge: -0.25em)
${typstAttachment}
#set par(leading: 0pt, spacing: 0pt, justify: false)
#set block(spacing: 0pt)
#show heading: it => text(size: 1em / (if it.level == 1 { 1.4 } else { 1.2 }), it.body)

#let run(r) = {
  let args = (:)
  if "bold" in r { args.insert("weight", "bold") }
  if "italic" in r { args.insert("style", "italic") }
  let styled = text(..args, r.text)
  if "href" in r { link(r.href, underline(offset: 0.12em, stroke: 0.05em, styled)) } else { styled }
}
#let broken(lines) = lines.map(line => line.map(run).join()).join(linebreak())
#let paragraph(p) = {
  let body = broken(p.lines)
  if p.rtl { set text(dir: rtl); align(right, body) } else { body }
}
#let bulleted(items, size) = {
  set text(dir: if items.all(p => p.rtl) { rtl } else { ltr })
  list(
    marker: box(width: 0.5em)[•], body-indent: doc.indent * 1em - 0.5em, spacing: 0.4 * size * 1pt,
    ..items.map(p => list.item(if items.all(p => p.rtl) { broken(p.lines) } else { paragraph(p) })),
  )
}
#let paragraphs(box) = {
  let at = 0
  while at < box.paragraphs.len() {
    let p = box.paragraphs.at(at)
    if at > 0 { v(box.paragraphs.at(at - 1).after * 1pt, weak: false) }
    if p.bullet {
      let until = at
      while until < box.paragraphs.len() and box.paragraphs.at(until).bullet { until += 1 }
      bulleted(box.paragraphs.slice(at, until), box.size)
      at = until
    } else {
      if p.rtl { align(right, { set text(dir: rtl); par(broken(p.lines)) }) } else { par(broken(p.lines)) }
      at += 1
    }
  }
}
#let textbox(box) = {
  set text(size: box.size * 1pt, fill: rgb(box.colour), weight: if box.bold { "bold" } else { "regular" })
  let body = paragraphs(box)
  let level = if box.role == "title" { 1 } else if box.role == "heading" { 2 } else { 0 }
  let drawn = if level > 0 { heading(level: level, box.paragraphs.map(paragraph).join()) } else { body }
  if box.align == "center" { align(center, drawn) } else if box.align == "right" { align(right, drawn) } else { drawn }
}
#let tablebox(box) = {
  set text(size: box.size * 1pt, fill: rgb(box.colour))
  let cells(row) = row.cells.map(lines => if row.strong { strong(broken(lines)) } else { broken(lines) })
  table(
    columns: box.columns.map(w => w * 1mm),
    rows: box.rows.map(row => row.height * 1mm),
    inset: box.padding * 1mm,
    align: (column, row) => (if box.aligns.at(column) == "right" { right } else { left }) + if row == 0 { bottom } else { horizon },
    stroke: (x, y) => (bottom: if y == 0 { 1.5pt } else { 0.6pt } + rgb(box.rule)),
    table.header(..cells(box.rows.first())),
    ..box.rows.slice(1).map(cells).flatten(),
  )
}
#let placed(box) = {
  let drawn = if box.kind == "panel" {
    pdf.artifact(rect(width: box.width * 1mm, height: box.height * 1mm, fill: rgb(box.colour)))
  } else if box.kind == "picture" {
    let picture = image(box.file, width: box.width * 1mm, height: box.height * 1mm, alt: box.alt)
    if "href" in box { link(box.href, picture) } else { picture }
  } else if box.kind == "table" {
    block(width: box.width * 1mm, tablebox(box))
  } else {
    block(width: box.width * 1mm, textbox(box))
  }
  place(top + left, dx: box.x * 1mm, dy: box.y * 1mm, drawn)
}
#for (at, sheet) in doc.pages.enumerate() {
  if at > 0 { pagebreak() }
  for box in sheet { placed(box) }
}
`
