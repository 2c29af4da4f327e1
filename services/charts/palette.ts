/**
 * The colours of Okabe and Ito, which people of every colour vision tell apart. Each has one meaning, and what has a
 * colour has a shape, a dash or a label of its own too.
 */
export const COLOUR = {
  paper: '#ffffff',
  border: '#d0d7de',
  grid: '#e6eaee',
  axis: '#8c959f',
  ink: '#1d2329',
  soft: '#57606a',
  reported: '#0072b2',
  projected: '#56b4e9',
  promised: '#009e73',
  drift: '#d55e00',
} as const;

/** Dashes of the lines that were promised: of the way to a target, and of the target itself. */
export const DASH = { required: '7 4', target: '12 3 2 3', estimated: '2 2', edge: '2 3' } as const;

/** Where the shipped font is missing, as in a browser, one of nearly the same widths. */
export const FONT = 'DejaVu Sans, Verdana, sans-serif';
