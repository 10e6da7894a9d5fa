// Pictures made small enough to send: what a telephone takes is 12 MB, what a
// page shows is a hundredth of it.

const PHOTO_EDGE = 800; // px, of a picture of a person or place
const PAPER_EDGE = 2200; // px, of a photographed paper: its words must be read
const QUALITY = 0.85;

/** Reads a picture, turned the way it was taken; null when it is none. */
async function read(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
}

/** `file` as a JPEG of at most 800 px (a paper: 2200), or null when the browser
    can't open it. Its place and time stay behind: the canvas knows only dots. */
export async function shrink(file, paper = false) {
  const picture = await read(file);
  if (!picture) return null;
  const edge = paper ? PAPER_EDGE : PHOTO_EDGE;
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const draw = canvas.getContext('2d');
  draw.fillStyle = '#fff'; // what is see-through would turn black
  draw.fillRect(0, 0, canvas.width, canvas.height);
  draw.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
}

/** The picture as a data: address, which the page's policy lets it show. */
export function dataOf(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => done(reader.result));
    reader.addEventListener('error', () => failed(reader.error));
    reader.readAsDataURL(blob);
  });
}
