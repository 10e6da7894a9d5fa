// Where the person is, kept after the # of the address so that the browser's
// own back and reload work: #/page/beds.board?floor=2, #/record/PAGE/ID, ...

export const changes = new EventTarget();

export function where() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [kind = '', ...rest] = path.split('/').map(decodeURIComponent);
  return { kind, rest, params: Object.fromEntries(new URLSearchParams(query)) };
}

export function link(kind, rest = [], params = {}) {
  const path = [kind, ...rest].map(encodeURIComponent).join('/');
  const query = new URLSearchParams(params).toString();
  return `#/${path}${query ? `?${query}` : ''}`;
}

export function go(kind, rest, params) {
  location.hash = link(kind, rest, params);
}

/** Changes the parameters without a new step in the browser's history. */
export function stay(params) {
  const { kind, rest, params: old } = where();
  const next = { ...old, ...params };
  for (const name of Object.keys(next)) if (next[name] === '' || next[name] === null) delete next[name];
  history.replaceState(null, '', link(kind, rest, next));
}

addEventListener('hashchange', () => changes.dispatchEvent(new Event('change')));
