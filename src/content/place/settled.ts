/** When a page is ready for something of ours: frameworks compare a document with what they would have made of it. */
import { ofDocument } from '../page.ts';

/** Ms that it is waited for a page that takes its time: less where somebody waits, who has asked for what is to come. */
const shortest = 2_000;
const longest = 10_000;

/** Resolves when the document has been read to its end. */
export const parsed = (): Promise<void> => reached((state) => state !== 'loading', shortest);

/** Resolves when the page has loaded, and what it does then is done. */
export async function settled(): Promise<void> {
  await reached((state) => state === 'complete', longest);
  await new Promise((resolve) => setTimeout(resolve, 0));
}

function reached(isSoFar: (state: DocumentReadyState) => boolean, most: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (isSoFar(ofDocument('readyState'))) resolve();
    };
    addEventListener('readystatechange', look, true);
    setTimeout(resolve, most);
    look();
  });
}
