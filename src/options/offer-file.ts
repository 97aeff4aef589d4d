/** Offers a file of our own making to be kept, as by a click on a link to it. @param type its media type */
export function offerFile(name: string, content: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
