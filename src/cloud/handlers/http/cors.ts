/** Response headers that a browser lets the extension read: the server's clock, and the gateway's error headers. */
export const exposedHeaders = ['Date', 'x-amzn-errortype', 'x-amzn-requestid'] as const;

/** Sent with every answer. The extension has no host permissions, so its calls are plain cross-origin requests. */
export const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': exposedHeaders.join(','),
} as const;
