import { previewMark } from './mark.js'

/**
 * The Typst program that sets a paper in the geometry of its venue. It is constant: all words come as JSON through
 * `sys.inputs`, so no word is ever read as markup. Where things end is told by `<mark>`s that the budget reads.
 */
export const paperTemplate = `
#let doc = json(bytes(sys.inputs.paper))
// sizes come in TeX points, 72.27 an inch
#let pt(x) = x * 72pt / 72.27
#let base = pt(doc.fontPt)
#set document(title: doc.title, author: doc.authors, keywords: ("${previewMark}",), date: none)
#set page(
  width: doc.widthMm * 1mm, height: doc.heightMm * 1mm, columns: doc.columns,
  margin: (top: doc.topMm * 1mm, bottom: doc.bottomMm * 1mm, left: doc.leftMm * 1mm, right: doc.rightMm * 1mm),
  numbering: if doc.pageNumbers { "1" } else { none },
)
#set columns(gutter: doc.gutterMm * 1mm)
#set text(font: doc.fonts, size: base, lang: "en", region: "us", fallback: false, hyphenate: true, top-edge: 0.8em, bottom-edge: -0.2em)
#let leading(size) = size * (doc.leadingPt / doc.fontPt) - size
#set par(leading: leading(base), spacing: leading(base), justify: true, first-line-indent: 1em)
#set block(spacing: leading(base))
#show math.equation: set text(font: ("New Computer Modern Math", ..doc.fonts), fallback: false)
#set math.equation(numbering: "(1)")
#show math.equation.where(block: true): set block(above: 0.9em, below: 0.9em)

#let mark(kind, id: -1) = context {
  let at = here().position()
  [#metadata((kind: kind, id: id, page: at.page, x: at.x.pt(), y: at.y.pt())) <mark>]
}

#let m(node) = {
  if node.t == "symbol" { symbol(node.c) }
  else if node.t == "italic" { math.italic(node.c) }
  else if node.t == "upright" { math.upright(node.c) }
  else if node.t == "text" { math.upright(text(font: doc.fonts, node.c)) }
  else if node.t == "op" { math.op(math.upright(text(font: doc.fonts, node.c)), limits: node.limits) }
  else if node.t == "row" { node.items.map(m).join(default: []) }
  else if node.t == "fenced" { math.lr(node.items.map(m).join(default: [])) }
  else if node.t == "frac" { math.frac(m(node.a), m(node.b)) }
  else if node.t == "root" { if "n" in node { math.root(m(node.n), m(node.a)) } else { math.sqrt(m(node.a)) } }
  else if node.t == "scripts" {
    math.attach(m(node.base), t: if "sup" in node { m(node.sup) } else { none }, b: if "sub" in node { m(node.sub) } else { none })
  }
  else if node.t == "accent" { math.accent(m(node.a), node.c) }
  else if node.t == "line" { if node.over { math.overline(m(node.a)) } else { math.underline(m(node.a)) } }
  else if node.t == "space" { h(node.em * 1em) }
  else if node.t == "styled" {
    let style = (
      mathbf: x => math.bold(math.upright(x)), textbf: x => math.bold(math.upright(x)), boldsymbol: math.bold, mathcal: math.cal,
      mathbb: math.bb, mathsf: math.sans, mathtt: math.mono,
    ).at(node.style)
    style(m(node.a))
  }
  else if node.t == "matrix" {
    let rows = node.rows.map(row => row.map(m))
    if node.open == "{" and node.close == "" { math.cases(..rows.map(row => row.join(h(1em)))) }
    else { math.mat(delim: (if node.open == "" { none } else { node.open }, if node.close == "" { none } else { node.close }), ..rows) }
  }
  else if node.t == "break" { linebreak() }
  else if node.t == "align" { math.equation($&$.body).body }
}

#let inline(span) = {
  if span.kind == "cite" { span.keys.map(key => cite(label(key))).join() }
  else if span.kind == "math" { math.equation(block: false, alt: span.alt, m(span.tree)) }
  else {
    let body = if span.code { text(font: ("DejaVu Sans Mono", ..doc.fonts), size: 0.85em, span.text) } else { text(span.text) }
    if span.italic { body = emph(body) }
    if span.bold { body = strong(body) }
    if span.missing { body = text(fill: rgb("#B00020"), weight: "bold", body) }
    if span.href != "" { link(span.href, body) } else { body }
  }
}
#let spans(list) = list.map(inline).join()

#let small(size, body) = {
  set text(size: size)
  set par(leading: leading(size), spacing: leading(size))
  body
}
#let typed(type, body) = {
  set text(size: pt(type.pt))
  set par(leading: pt(type.leadingPt - type.pt), spacing: pt(type.leadingPt - type.pt))
  body
}
// a skip of TeX stands between a line and the leading of the next; a line's box here reaches 0.8 em up and 0.2 em down
#let skip(skipPt, from, to) = pt(skipPt + to.leadingPt - 0.2 * from.pt - 0.8 * to.pt)
#let body = (pt: doc.fontPt, leadingPt: doc.leadingPt)

#let caption(block, word) = typed(doc.caption, {
  set par(first-line-indent: 0pt, justify: true)
  let style = doc.captionLabel
  let boldFor(it, kinds) = if style.bold in kinds { strong(it) } else { it }
  let label = boldFor([#word~#block.number#style.end], ("label", "all"))
  let body = label + h(style.gapEm * 1em) + boldFor(text(block.caption), ("all",))
  layout(room => align(if measure(body).width <= room.width { center } else { left }, body))
})

#let tabular(block) = {
  set text(size: base - 1pt, hyphenate: false)
  set par(leading: leading(base - 1pt), justify: false, first-line-indent: 0pt)
  let cells(row) = row.cells.map(cell => if row.strong { strong(spans(cell)) } else { spans(cell) })
  table(
    columns: block.columnMm.map(w => if block.broken { w * 1mm } else { auto }),
    align: (x, y) => if block.aligns.at(x) == "right" { right } else { left },
    stroke: none, inset: (x, y) => (left: if x == 0 { 0pt } else { block.gapMm * 0.5mm }, right: if x == block.aligns.len() - 1 { 0pt } else { block.gapMm * 0.5mm }, y: 1.4pt),
    table.hline(stroke: 0.4pt),
    table.header(..block.header.map(cell => strong(spans(cell)))),
    table.hline(stroke: 0.4pt),
    ..block.rows.map(cells).flatten(),
    table.hline(stroke: 0.4pt),
  )
}

#let floating(wide, kind, body, cap) = {
  let it = {
    mark(if wide { "wide-from" } else { "float-from" })
    set align(center)
    body
    v(8pt, weak: false)
    cap
    mark(if wide { "wide-to" } else { "float-to" })
  }
  place(auto, float: true, scope: if wide { "parent" } else { "column" }, clearance: 17pt, block(width: 100%, it))
}

#let todo(it) = block(
  width: 100%, inset: (x: 4pt, y: 3pt), fill: rgb("#FFF0D6"), stroke: (left: 2pt + rgb("#B45309")),
  small(base - 1pt, { set par(first-line-indent: 0pt, justify: false); text(fill: rgb("#8A3B00"), strong[To do: ] + text(it.text)) }),
)

#let draw(it) = {
  if it.kind == "paragraph" { par(spans(it.spans)) }
  else if it.kind == "quote" { pad(x: 1em, par(first-line-indent: 0pt, spans(it.spans))) }
  else if it.kind == "list" {
    let items = it.items.map(spans)
    let gap = (indent: 0.6em, body-indent: 0.5em, spacing: leading(base) + pt(doc.itemGapPt))
    block(above: leading(base) + pt(doc.listGapPt), below: leading(base) + pt(doc.listGapPt), if it.ordered { enum(..gap, ..items) } else { list(marker: [•], ..gap, ..items) })
  }
  else if it.kind == "equation" { math.equation(block: true, alt: it.alt, m(it.tree)) }
  else if it.kind == "source" { pad(x: 1em, par(first-line-indent: 0pt, text(font: ("DejaVu Sans Mono", ..doc.fonts), size: 0.85em, it.text))) }
  else if it.kind == "todo" { todo(it) }
  else if it.kind == "figure" {
    floating(it.wide, image, figure(kind: "figure-paper", supplement: none, numbering: none, outlined: false, alt: it.alt,
      image(it.file, width: 100%, alt: it.alt)), caption(it, doc.captionLabel.figure))
  }
  else if it.kind == "table" {
    if it.caption == "" and not it.wide { align(center, block(above: 8pt, below: 8pt, tabular(it))) }
    else { floating(it.wide, table, align(center, tabular(it)), if it.caption == "" { none } else { caption(it, "Table") }) }
  }
}

// A float of both columns marks where it is called; \`doc.late\` names those that LaTeX sets on a page of their own at the end.
#let blocks(list) = for it in list {
  if it.wide { mark("call", id: it.id) }
  if it.id not in doc.late { draw(it) }
}

#show heading.where(level: 1): it => text(size: pt(doc.titleBlock.title.pt), weight: "bold", hyphenate: false, it.body)
#show heading.where(level: 2): it => {
  let side = if doc.heading.centred { center } else { left }
  block(above: skip(doc.heading.abovePt, body, doc.heading), below: skip(doc.heading.belowPt, doc.heading, body), width: 100%, {
    set par(justify: false, first-line-indent: 0pt, leading: pt(doc.heading.leadingPt - doc.heading.pt))
    align(side, text(size: pt(doc.heading.pt), weight: "bold", hyphenate: false, if doc.heading.capitals { upper(it.body) } else { it.body }))
  })
}

#let titled(free) = {
  let t = doc.titleBlock
  set align(if t.left { left } else { center })
  set par(justify: false, first-line-indent: 0pt)
  set block(spacing: 0pt)
  let line(type, it) = block(width: 100%, above: 0pt, below: 0pt, typed(type, it))
  v(pt(t.abovePt))
  line(t.title, heading(level: 1, outlined: false, doc.title))
  v(skip(t.gapPt, t.title, t.author))
  if free { v(t.gapShare * 1fr) }
  line(t.author, if t.boldAuthors { strong(doc.byline) } else { text(doc.byline) })
  if doc.home.len() > 0 {
    v(skip(t.homeGapPt, t.author, t.home))
    line(t.home, for (i, line) in doc.home.enumerate() { if i > 0 { linebreak() }; text(line) })
  }
  v(pt(t.belowPt))
  if free { v(t.belowShare * 1fr) }
}
#place(top, float: true, scope: "parent", clearance: 0pt, block(width: 100%, layout(room => {
  let least = pt(doc.titleBlock.boxPt)
  if measure(block(width: room.width, titled(false))).height >= least { block(width: 100%, titled(false)) }
  else { block(width: 100%, height: least, titled(true)) }
})))
#if doc.firstFootPt > 0 {
  place(bottom, float: true, scope: if doc.footWide { "parent" } else { "column" }, clearance: 0pt, block(
    width: 100%, height: pt(doc.firstFootPt), stroke: (top: 0.4pt + luma(170)), inset: (top: 3pt),
    align(top + left, text(size: 7pt, fill: luma(90), "Kept free: the publisher's notice stands here.")),
  ))
}

#if doc.abstract.len() > 0 {
  let style = doc.abstractStyle
  let inside(it) = block(above: 0pt, below: pt(style.belowPt) + skip(doc.heading.abovePt, style, doc.heading), pad(x: pt(style.indentPt), typed(style, it)))
  if style.heading == "section" {
    heading(level: 2)[Abstract]
    blocks(doc.abstract)
  } else if style.heading == "centred" {
    show heading: it => block(
      width: 100%, above: 0pt, below: skip(style.gapPt, (pt: style.headingPt, leadingPt: style.headingLeadingPt), style),
      align(center, text(size: pt(style.headingPt), weight: "bold", it.body)),
    )
    heading(level: 2)[Abstract]
    inside(blocks(doc.abstract))
  } else { inside(blocks(doc.abstract)) }
}
#for (i, section) in doc.sections.enumerate() {
  heading(level: 2, if doc.heading.numbered { grid(columns: (auto, 1fr), column-gutter: 0.9em, str(i + 1), text(section.heading)) } else { text(section.heading) })
  blocks(section.blocks)
}
#if doc.acknowledgements != "" {
  heading(level: 2)[Acknowledgements]
  par(text(doc.acknowledgements))
}
#if doc.runs != "" { block(above: 0.8em, small(base - 1pt, par(first-line-indent: 0pt)[*Runs.* #text(doc.runs).])) }
#mark("text")
#if doc.bibliography != "" {
  heading(level: 2)[References]
  let between = pt(doc.references.leadingPt - doc.references.pt)
  set text(size: pt(doc.references.pt))
  set par(leading: between, spacing: between + pt(doc.referenceGapPt), first-line-indent: 0pt)
  set block(spacing: between + pt(doc.referenceGapPt))
  bibliography(bytes(doc.bibliography), title: none, style: doc.style)
}
#mark("end")
#if doc.late.len() > 0 {
  pagebreak()
  for it in doc.abstract + doc.sections.map(section => section.blocks).flatten() { if it.id in doc.late { draw(it) } }
}
`
