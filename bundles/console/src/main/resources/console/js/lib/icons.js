// @ts-check
// Icons: one path each, drawn with a line of 1.8 in a square of 24.

import { svg } from './html.js';

/** @type {Record<string, string>} */
const PATHS = {
  overview: 'M4 13h6V4H4zM14 20h6v-9h-6zM14 4v3h6V4zM4 20h6v-3H4z',
  users: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5M16 4.5a3.2 3.2 0 0 1 0 6M18 14.8c1.9.7 3 2.4 3 5.2',
  groups: 'M12 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM5.5 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM18.5 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 10v3M12 13l-4 2.5M12 13l4 2.5',
  roles: 'M12 3l7 3v5c0 4.6-2.9 8-7 10-4.1-2-7-5.4-7-10V6zM9 12l2 2 4-4',
  key: 'M14.5 9.5a4.5 4.5 0 1 1-2.1-3.8M11 13l-7 7M7 17l2.5 2.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5V12l3 2',
  store: 'M12 8c4.4 0 8-1.1 8-2.5S16.4 3 12 3 4 4.1 4 5.5 7.6 8 12 8zM4 5.500v13C4 19.9 7.6 21 12 21s8-1.1 8-2.500v-13M4 12c0 1.4 3.6 2.5 8 2.500s8-1.1 8-2.5',
  inbound: 'M4 4v16M20 12H8M12 8l-4 4 4 4',
  outbound: 'M20 4v16M4 12h12M12 8l4 4-4 4',
  map: 'M4 6h5M4 12h5M4 18h5M15 6h5M15 12h5M15 18h5M9 6c4 0 2 12 6 12M9 12h6',
  plug: 'M9 3v5M15 3v5M6.5 8h11v3.500a5.5 5.5 0 0 1-11 0zM12 17v4',
  ops: 'M4 6h10M4 12h16M4 18h7M18 4v4M18 16v4',
  inbox: 'M4 13l2.5-8h11L20 13v6H4zM4 13h5l1.2 2.500h3.600L15 13h5',
  sync: 'M20 11a8 8 0 0 0-14.3-4L4 8.500M4 4v4.500h4.500M4 13a8 8 0 0 0 14.3 4L20 15.500M20 20v-4.500h-4.5',
  plan: 'M6 3h9l4 4v14H6zM14 3v5h5M9.5 13h5M12 10.500v5M9.5 18h5',
  audit: 'M5 4h14v16H5zM8.5 8.500h7M8.5 12h7M8.5 15.500h4',
  health: 'M3 12h4l2.5-6 4.5 12 2.5-6H21',
  settings: 'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.600l2.1 2.100M16.3 16.300l2.1 2.100M5.6 18.400l2.1-2.100M16.3 7.700l2.1-2.1',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.600L7 7M17 17l1.4 1.400M5.6 18.400L7 17M17 7l1.4-1.4',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.500a2.5 2.5 0 1 1 3.5 2.300c-.7.3-1 .8-1 1.700M12 17v.01',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  x: 'M6 6l12 12M18 6L6 18',
  alert: 'M12 4l9 16H3zM12 10v4.500M12 17.500v.01',
  retry: 'M20 11a8 8 0 1 0-2.3 6.300M20 5v6h-6',
  pause: 'M8 5v14M16 5v14',
  dot: 'M12 13.500a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  hand: 'M8 12V6a1.5 1.5 0 0 1 3 0v5M11 11V4.500a1.5 1.5 0 0 1 3 0V11M14 11V6a1.5 1.5 0 0 1 3 0v8c0 4-2.5 7-6 7-3 0-4.5-1.5-6-4.500L3.7 14c-.6-1.3 1-2.3 2-1.200L8 15',
  plus: 'M12 5v14M5 12h14',
  chevron: 'M9 6l6 6-6 6',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  file: 'M6 3h9l4 4v14H6zM14 3v5h5',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  play: 'M7 5l12 7-12 7z',
  minus: 'M5 12h14',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  skip: 'M5 12h11M12 8l4 4-4 4M20 6v12',
  shield: 'M12 3l7 3v5c0 4.6-2.9 8-7 10-4.1-2-7-5.4-7-10V6z',
  dots: 'M6 12v.01M12 12v.01M18 12v.01',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  upload: 'M12 16V4M7 9l5-5 5 5M4 16v4h16v-4',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6z',
  download: 'M12 4v12M7 11l5 5 5-5M4 16v4h16v-4',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.7L12 17',
  menu: 'M4 7h16M4 12h16M4 17h16',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  columns: 'M4 5h16v14H4zM10 5v14M15 5v14',
  star: 'M12 4l2.5 5.2 5.5.8-4 3.9 1 5.6-5-2.7-5 2.7 1-5.6-4-3.9 5.5-.8z',
  moon: 'M20 14a8 8 0 1 1-10-10 6.5 6.5 0 0 0 10 10z',
  out: 'M14 4h5v16h-5M4 12h10M10 8l4 4-4 4',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
};

/**
 * An icon. It says nothing itself: it stands beside visible text or in a control that has a name.
 *
 * @param {string} name one of {@link PATHS}
 * @param {string} [tone] `ok`, `warn`, `fail`, `run`, `mut`
 */
export const icon = (name, tone = '') => svg`<svg class=${'ic ' + tone} viewBox="0 0 24 24" aria-hidden="true"
  focusable="false"><path d=${PATHS[name] || PATHS.dot}></path></svg>`;
