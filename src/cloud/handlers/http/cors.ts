/** Response headers that a browser lets the extension read: the server's clock, and what a gateway says of a failure. */
export const exposedHeaders = ['Date', 'x-amzn-errortype', 'x-amzn-requestid'] as const;

/** On every answer, because the extension has no host permissions: its calls are plain cross-origin requests. */
export const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': exposedHeaders.join(','),
} as const;
