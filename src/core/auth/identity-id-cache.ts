/** Caches identity ids, so that a guest stays the same guest. It contains no secret. */
export interface IdentityIdCache {
  getItem(key: string): Promise<string | null>;
  setItem(key: string, identityId: string): Promise<void>;
  removeItem(key: string): Promise<void>;
}

/** The cache for one call of the SDK's provider, with the result of the call. */
export interface OneCallCache extends IdentityIdCache {
  /** Whether the call used a remembered identity. */
  hit(): boolean;
  /** Drops the identity that the call used. */
  forget(): Promise<void>;
  /** Resolves once the new identity id is written. */
  written(): Promise<void>;
}

/**
 * The SDK's provider forgets the identity after any failure, so that a guest without a network would return as another
 * guest. It also does not wait until a new one is written, so that a stopped worker would lose it. With this cache the
 * caller decides about both.
 */
export function forOneCall(cache: IdentityIdCache): OneCallCache {
  let used: string | null = null;
  let writing: Promise<void> = Promise.resolve();
  return {
    async getItem(key) {
      const identityId = await cache.getItem(key);
      if (identityId !== null) used = key;
      return identityId;
    },
    setItem(key, identityId) {
      writing = cache.setItem(key, identityId);
      return writing;
    },
    async removeItem() {},
    hit: () => used !== null,
    async forget() {
      if (used !== null) await cache.removeItem(used);
    },
    written: () => writing,
  };
}
