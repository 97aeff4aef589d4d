/** The icons of the screens, drawn in the colour of the surrounding text. */

const paths = {
  eye: 'M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10zM12.4 10a2.4 2.4 0 1 1-4.8 0 2.4 2.4 0 0 1 4.8 0z',
  eyeOff:
    'M3.5 3.5l13 13M8.2 4.7A8 8 0 0 1 10 4.5c5 0 8 5.5 8 5.5a14 14 0 0 1-2.6 3.2M12 15.3a8 8 0 0 1-2 .2C5 15.5 2 10 2 10a14 14 0 0 1 3.3-3.7',
  tab: 'M8 4H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-3M11.5 4H16v4.5M16 4l-6.5 6.5',
  refresh: 'M16 10a6 6 0 1 1-1.9-4.4M16 3.5v3.3h-3.3',
  check: 'M5 10.5l3.3 3.3L15 6.8',
  pen: 'M4 16l.8-3.4L13 4.4a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.4 15.2zM11.8 5.8l2.4 2.4',
  filter: 'M3.5 5.5h13M6 10h8M8.5 14.5h3',
  bin: 'M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10M8.5 9v4.5M11.5 9v4.5',
} as const;

export type IconName = keyof typeof paths;

/** An icon is decoration. The element around it has its own accessible name. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** The logo: a check mark that turns into a signature. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <path
        d="M5.5 12.6l3.6 3.7c1.6-4.3 4.3-7.6 8-9.6M11.2 18.2c2.6-.2 4.9-.9 7.3-2.3"
        fill="none"
        stroke="var(--accent-ink)"
        stroke-width="2.1"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
