/** Light, dark, or as the system says. A choice is remembered; it is the one thing that is. */

const NAME = 'orderrelay-theme';
const NEXT = { system: 'light', light: 'dark', dark: 'system' };
const SIGNS = { system: '◐', light: '☀', dark: '☾' };
const WORDS = { system: 'as the system says', light: 'light', dark: 'dark' };

export function themeButton(button) {
  show(button);
  button.addEventListener('click', () => {
    const next = NEXT[current()];
    if (next === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = next;
    }

    remember(next);
    show(button);
  });
}

const current = () => document.documentElement.dataset.theme ?? 'system';

function show(button) {
  const theme = current();
  button.textContent = SIGNS[theme];
  button.title = `Theme: ${WORDS[theme]} (t)`;
  button.setAttribute('aria-label', `Theme: ${WORDS[theme]}. Change to ${WORDS[NEXT[theme]]}.`);
}

function remember(theme) {
  try {
    if (theme === 'system') {
      localStorage.removeItem(NAME);
    } else {
      localStorage.setItem(NAME, theme);
    }
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}
