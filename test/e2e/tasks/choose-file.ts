import type { Surface } from '../../../src/dev/drive/surface.ts';

/** Puts a file into the page's file field, as a person's choice does. @param content text in UTF-8, or bytes */
export async function chooseFile(page: Surface, name: string, content: string | Uint8Array): Promise<void> {
  await page.evaluate(
    (fileName: string, base64: string) => {
      const input = document.querySelector<HTMLInputElement>('input[type=file]');
      if (!input) throw new Error('There is no file field');
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const files = new DataTransfer();
      files.items.add(new File([bytes], fileName));
      input.files = files.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    name,
    Buffer.from(content).toString('base64'),
  );
}

/** The preview's lines, or the report's: line, task and result of each. */
export const shownLines = (page: Surface): Promise<string[][]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.lines tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent ?? ''),
    ),
  );
