/** What an SVG may consist of: elements, what draws and can stand in CSS, and what places. */
export const elements = new Set(
  (
    'svg g defs title desc path rect circle ellipse line polyline polygon text tspan textPath use symbol image linearGradient radialGradient stop ' +
    'clipPath mask pattern marker switch a style'
  ).split(' '),
)
export const unread = new Set('metadata filter view'.split(' '))

export const presentation = new Set(
  (
    'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset ' +
    'opacity color stop-color stop-opacity display visibility overflow clip-path clip-rule mask marker-start marker-mid marker-end paint-order ' +
    'font-family font-size font-weight font-style font-variant font-stretch text-anchor text-decoration letter-spacing word-spacing ' +
    'dominant-baseline alignment-baseline baseline-shift writing-mode shape-rendering text-rendering image-rendering vector-effect'
  ).split(' '),
)
export const geometry = new Set(
  (
    'id x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height viewBox preserveAspectRatio d points pathLength transform rotate textLength lengthAdjust ' +
    'startOffset method spacing offset gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits ' +
    'patternTransform markerWidth markerHeight markerUnits refX refY orient xml:space role aria-label aria-hidden'
  ).split(' '),
)
