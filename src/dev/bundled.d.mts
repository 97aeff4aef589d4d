/** See bundled.mjs, which runs before there is anything to compile TypeScript with. */
export function bundled(root: string, script: string): Promise<string>;
