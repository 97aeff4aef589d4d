/**
 * The ids under which the browsers know the extension. Chrome derives its own from the manifest's `key`: the first
 * 16 bytes of the key's SHA-256, written with the letters a to p. A test holds the two together.
 */
export const chromeExtensionId = 'hechmpcaglcgpbmojbpcmpjmimnliaja';
export const firefoxExtensionId = 'countersign@countersign.example';
