/** The id of a request across services. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
import { randomBytes } from 'node:crypto';

/** @param now epoch ms */
export const newTraceId = (now: number): string =>
  `Root=1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;

/** Whether a caller's header names a trace to go on with. */
export const isTraceId = (text: string): boolean => /\bRoot=1-[0-9a-f]{8}-[0-9a-f]{24}\b/.test(text);
