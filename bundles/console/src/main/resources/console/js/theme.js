// Runs before the first paint, so that there is no flash of the other theme. Not a module for that reason.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('tessera.theme');
  } catch {
    // Storage may be switched off; the system's choice holds then.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = chosen === 'dark' || chosen === 'light' ? chosen : dark ? 'dark' : 'light';
  document.documentElement.dataset.theme = theme;
})();
