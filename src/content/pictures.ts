/** Strokes of the pictures: on a square of 20 units, the mark on one of 24. */
export const cross = 'M5 5l10 10M15 5L5 15';
export const check = 'M5 10.5l3.3 3.3L15 6.8';
export const mark = 'M5.5 12.6l3.6 3.7c1.6-4.3 4.3-7.6 8-9.6M11.2 18.2c2.6-.2 4.9-.9 7.3-2.3';
