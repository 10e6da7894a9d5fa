// Line icons on a 24 by 24 grid, drawn for this desk.

import { html, svg } from 'lit';

const shapes = {
  today: svg`<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8 3v4M16 3v4M9 15l2 2 4-4"/>`,
  board: svg`<path d="M3 18v-7h14a4 4 0 0 1 4 4v3M3 7v14M21 18v3M3 18h18"/><circle cx="7.5" cy="13.5" r="1.5"/>`,
  round: svg`<rect x="3" y="9" width="18" height="7" rx="3.5"/><path d="M12 9v7"/>`,
  residents: svg`<circle cx="9" cy="8" r="3.5"/><path d="M3 20c0-4 2.5-6 6-6s6 2 6 6M16 5a3.5 3.5 0 0 1 0 6M18 14.5c2 .8 3 2.7 3 5.5"/>`,
  assessments: svg`<rect x="5" y="4" width="14" height="17" rx="2"/><path d="M9 3h6v3H9zM8 11h8M8 15h8M8 18h4"/>`,
  medication: svg`<path d="M6 8h12v12H6zM8 4h8v4H8zM12 11v6M9 14h6"/>`,
  safety: svg`<path d="M12 3l8 3v6c0 5-3.5 7.5-8 9-4.5-1.5-8-4-8-9V6z"/><path d="M9 12l2 2 4-4"/>`,
  quality: svg`<path d="M12 3l2.7 5.8 6.3.8-4.6 4.3 1.2 6.3L12 17l-5.6 3.2 1.2-6.3L3 9.6l6.3-.8z"/>`,
  reports: svg`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>`,
  more: svg`<circle cx="5" cy="12" r="1.5"/><circle cx="12" cy="12" r="1.5"/><circle cx="19" cy="12" r="1.5"/>`,
  import: svg`<path d="M12 3v11M8 10l4 4 4-4M4 17v4h16v-4"/>`,
  plugins: svg`<path d="M9 4v4M15 4v4M6 8h12v4a6 6 0 0 1-12 0zM12 18v3"/>`,
  search: svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>`,
  bell: svg`<path d="M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4"/>`,
  person: svg`<circle cx="12" cy="8" r="4"/><path d="M4 21c0-5 3-7 8-7s8 2 8 7"/>`,
  lock: svg`<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`,
  fold: svg`<path d="M14 6l-6 6 6 6M19 6l-6 6 6 6"/>`,
  unfold: svg`<path d="M10 6l6 6-6 6M5 6l6 6-6 6"/>`,
  close: svg`<path d="M5 5l14 14M19 5L5 19"/>`,
  check: svg`<path d="M4 12.5l5 5L20 6.5"/>`,
  warn: svg`<path d="M12 3L2 20h20zM12 10v5M12 17.5v.5"/>`,
  print: svg`<path d="M7 9V3h10v6M7 17H4v-8h16v8h-3M7 14h10v7H7z"/>`,
  clock: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 3"/>`,
  wall: svg`<rect x="3" y="4" width="18" height="12" rx="1"/><path d="M9 20h6M12 16v4"/>`,
  eye: svg`<path d="M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7z"/><circle cx="12" cy="12" r="3"/>`,
  wide: svg`<path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7"/>`,
  form: svg`<path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4"/>`,
  // States
  free: svg`<rect x="4" y="4" width="16" height="16" rx="3"/>`,
  reserved: svg`<path d="M6 3h12v18l-6-5-6 5z"/>`,
  occupied: svg`<circle cx="12" cy="8" r="4"/><path d="M5 21c0-5 2.5-7 7-7s7 2 7 7"/>`,
  away: svg`<path d="M4 4h9v17H4M9 12h12M17 8l4 4-4 4"/>`,
  cleaning: svg`<path d="M15 3l-4 9M7 12h9l3 9H4zM9 21v-4M14 21v-4"/>`,
  isolated: svg`<circle cx="12" cy="12" r="9"/><path d="M6 18L18 6"/>`,
  blocked: svg`<path d="M20 6.5a5 5 0 0 1-6.5 6L7 19a2.1 2.1 0 0 1-3-3l6.5-6.5A5 5 0 0 1 16.5 3L13.5 6l1 3.5 3.5 1z"/>`,
  late: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 3"/>`,
  alarm: svg`<path d="M12 3L2 20h20zM12 10v5M12 17.5v.5"/>`,
  plain: svg`<circle cx="12" cy="12" r="2.5"/>`,
  pause: svg`<circle cx="12" cy="12" r="9"/><path d="M9.5 8.5v7M14.5 8.5v7"/>`,
  // Flags
  fall: svg`<circle cx="7" cy="5" r="2"/><path d="M8 9l5 4-2 5 4 3M13 13l5-1M3 21h18M8 9l-3 5"/>`,
  allergy: svg`<circle cx="12" cy="12" r="3"/><path d="M12 9V3M12 21v-6M9 12H3M21 12h-6M9.9 9.9L5.6 5.6M18.4 18.4l-4.3-4.3M14.1 9.9l4.3-4.3M5.6 18.4l4.3-4.3"/>`,
  isolation: svg`<circle cx="12" cy="12" r="9"/><path d="M6 18L18 6"/>`,
  oxygen: svg`<circle cx="9" cy="11" r="6"/><path d="M17 14h3.5l-3.5 5h4"/>`,
  dnr: svg`<path d="M12 20C5 15 3 12 3 8.5A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 9 1.5C21 12 19 15 12 20zM4 4l16 16"/>`,
  wander: svg`<path d="M8 20c-2-1-2-4 0-4s2 3 0 4zM16 14c-2-1-2-4 0-4s2 3 0 4zM8 10c-2-1-2-4 0-4s2 3 0 4z"/>`,
  swallow: svg`<path d="M5 3v7a3 3 0 0 0 6 0V3M8 3v18M17 3c-2 2-3 5-3 9h3v9"/>`,
};
shapes.bed = shapes.board;
shapes.people = shapes.residents;
shapes.list = shapes.assessments;
shapes.queue = shapes.assessments;

/** The picture of a tone where rows are no beds: what is done, open, held. */
const signs = { free: 'check', reserved: 'clock', blocked: 'pause', occupied: 'plain' };
export const signOf = (tone) => signs[tone] || tone || 'plain';

export const hasIcon = (name) => name in shapes;

/** An icon for the eye only: the word always stands beside it. */
export function icon(name, more = '') {
  return html`<svg class="icon ${more}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes[name] || shapes.plain}</svg>`;
}
