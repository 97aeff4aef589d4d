import { encodeQR } from 'qr';
import { text } from '../i18n/texts.ts';

/** White modules around the code, as ISO/IEC 18004 requires. */
const quiet = 4;

/** A text as a QR code. It is drawn here and sent to no server. It is dark on light in every theme, for cameras. */
export function QrCode({ value }: { value: string }) {
  const rows = encodeQR(value, 'raw', { border: quiet });
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      class="qr"
      role="img"
      aria-label={text('authenticator_qr')}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
