// A sheet of paper that lies across, for as long as a wide page is shown.

const wide = new CSSStyleSheet();
wide.replaceSync('@page { size: A4 landscape; }');
let users = 0;

export function printWide(on) {
  users += on ? 1 : -1;
  const others = document.adoptedStyleSheets.filter((sheet) => sheet !== wide);
  document.adoptedStyleSheets = users > 0 ? [...others, wide] : others;
}
