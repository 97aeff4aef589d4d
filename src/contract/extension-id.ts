/**
 * The extension's ids in the browsers. Chrome derives its id from the manifest's `key`: the first 16 bytes of the key's
 * SHA-256, written with the letters a to p. A test compares the two.
 */
export const chromeExtensionId = 'hechmpcaglcgpbmojbpcmpjmimnliaja';
export const firefoxExtensionId = 'countersign@countersign.example';
