/** Downloads a file that was made here, as by a click on a link. @param type its media type */
export function offerFile(name: string, content: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
