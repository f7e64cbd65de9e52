// The words of a PDF, and whether they are on the paper.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** All words of a PDF in their order, and those that reach over the edge of their sheet. */
export const pdfText = async (bytes) => {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const words = [];
  const cut = [];
  for (let i = 1; i <= document.numPages; i++) {
    const page = await document.getPage(i);
    const [left, bottom, right, top] = page.view;
    const { items } = await page.getTextContent();
    words.push(items.map((item) => item.str).join(' '));
    for (const { str, transform: [, , , , x, y], width } of items) {
      if (str.trim() && (x < left || x + width > right + 0.5 || y < bottom || y > top)) cut.push(`sheet ${i}: ${str}`);
    }
  }
  const sheets = document.numPages;
  await document.destroy();
  return { words: words.join(' '), cut, sheets };
};
