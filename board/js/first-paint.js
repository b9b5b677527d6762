// Runs before the first paint, so that a chosen theme never flashes the other one. Classic on purpose: modules run later.
(() => {
  try {
    const theme = localStorage.getItem('orderrelay-theme');
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Storage is forbidden: the system's theme it is.
  }
})();
