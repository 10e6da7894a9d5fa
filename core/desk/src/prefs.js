// What this station remembers of how its people like to see things. Nothing
// personal is kept: language, size of type, colours, folded rail.

const KEY = 'songhe.prefs';
const initial = { lang: 'zh', large: false, night: false, folded: false };

function load() {
  try {
    return { ...initial, ...JSON.parse(localStorage.getItem(KEY) || '{}') };
  } catch {
    return { ...initial };
  }
}

export const prefs = load();
export const changes = new EventTarget();

/** Changes one preference, remembers it and redraws. */
export function prefer(name, value) {
  prefs[name] = value;
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs));
  } catch {
    // A browser that keeps nothing still works; it forgets at the next start.
  }
  apply();
  changes.dispatchEvent(new Event('change'));
}

/** Puts the preferences on the document. */
export function apply() {
  const root = document.documentElement;
  root.lang = prefs.lang === 'en' ? 'en' : 'zh-CN';
  root.classList.toggle('large', prefs.large);
  root.classList.toggle('night', prefs.night);
}
