/** Marks that differ in shape, of about equal area, as Vega takes them: paths about (0, 0) whose unit is half the root of the mark's size. */
export const markShapes = [
  'circle',
  'M-0.9 -0.9H0.9V0.9H-0.9Z',
  'M0 -1.35L1.2 0.9H-1.2Z',
  'M0 -1.35L1.2 0L0 1.35L-1.2 0Z',
  'M0 1.35L1.2 -0.9H-1.2Z',
  'M-1.4 -0.55H1.4V0.55H-1.4Z',
  'M-0.55 -1.4H0.55V1.4H-0.55Z',
  'M-0.5 -1.3H0.5V-0.5H1.3V0.5H0.5V1.3H-0.5V0.5H-1.3V-0.5H-0.5Z',
]
