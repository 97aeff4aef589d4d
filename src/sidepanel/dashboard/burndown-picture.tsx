import type { RefObject, TargetedPointerEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { numeral, text } from '../../ui/i18n/texts.ts';
import type { BurndownMonth } from '../../ui/tasks/project-figures.ts';
import { monthName } from './month.ts';

const height = 130;
/** The y positions of the highest value and of zero. */
const ceiling = 14;
const floor = 104;

interface Props {
  months: readonly BurndownMonth[];
  /** Index of the month whose figures are shown. */
  pointed: number | null;
  onPoint: (index: number | null) => void;
}

/**
 * A chart with bars for added and completed tasks and a line for remaining ones, on one scale. The pointer selects a
 * month, and so do the arrow keys, as on a slider: https://www.w3.org/WAI/ARIA/apg/patterns/slider/
 */
export function BurndownPicture({ months, pointed, onPoint }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>(368);
  const last = months.length - 1;
  const lastFigure = numeral(months[last]?.remaining ?? 0);
  const end = width - 14 - 7 * lastFigure.length; // the figure is drawn behind the end
  const slot = end / months.length;

  const most = Math.max(1, ...months.flatMap((one) => [one.added, one.completed, one.remaining]));
  const y = (value: number) => floor - (Math.max(0, value) / most) * (floor - ceiling);
  const points = months.map(({ remaining }, index) => ({ x: slot * (index + 0.5), y: y(remaining) }));
  const tip = points[last];
  const marked = points[pointed ?? last];

  const now = pointed ?? last;
  const keys: Record<string, number> = {
    ArrowLeft: now - 1,
    ArrowDown: now - 1,
    ArrowRight: now + 1,
    ArrowUp: now + 1,
    Home: 0,
    End: last,
  };
  const goTo = (index: number) => onPoint(Math.max(0, Math.min(last, index)));
  const point = ({ clientX, currentTarget }: TargetedPointerEvent<HTMLElement>) => {
    const x = clientX - currentTarget.getBoundingClientRect().left;
    goTo(Math.floor(x / slot));
  };
  return (
    <div
      ref={ref}
      class="chart"
      role="slider"
      tabIndex={0}
      aria-label={text('burndown_month')}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={now}
      aria-valuetext={saidOf(months[now])}
      onFocus={() => onPoint(now)}
      onBlur={() => onPoint(null)}
      onKeyDown={(event) => {
        const to = keys[event.key];
        if (to === undefined) return;
        event.preventDefault();
        goTo(to);
      }}
      onPointerDown={point}
      onPointerMove={point}
      onPointerLeave={({ currentTarget, pointerType }) => {
        // A lifted finger fires `pointerleave` too; its choice stays, to be read.
        if (pointerType === 'mouse' && !currentTarget.matches(':focus-visible')) onPoint(null);
      }}
    >
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {[ceiling, (ceiling + floor) / 2, floor].map((line) => (
          <path key={line} class="grid" d={`M0 ${line}H${end}`} />
        ))}
        {months.map(({ month, added, completed }, index) => (
          <g key={month} class={index === pointed ? 'pointed' : undefined}>
            <Bar kind="added" x={slot * index} slot={slot} top={y(added)} />
            <Bar kind="completed" x={slot * index} slot={slot} top={y(completed)} />
          </g>
        ))}
        {pointed !== null && marked && <path class="mark" d={`M${marked.x} ${ceiling - 6}V${floor}`} />}
        <path class="line" d={`M${points.map((point) => `${point.x} ${point.y}`).join(' L')}`} />
        {marked && <circle class="end" cx={marked.x} cy={marked.y} r="3.6" />}
        {tip && (
          <text x={end + 4} y={tip.y + 4}>
            {lastFigure}
          </text>
        )}
        <MonthNames months={months} slot={slot} />
      </svg>
    </div>
  );
}

const saidOf = (month: BurndownMonth | undefined): string | undefined =>
  month &&
  text(
    'burndown_values',
    monthName(month.month, 'full'),
    numeral(month.added),
    numeral(month.completed),
    numeral(month.remaining),
  );

/** One of a month's two bars. They stand beside each other in the middle of the month's slot. */
function Bar({ kind, x, slot, top }: { kind: 'added' | 'completed'; x: number; slot: number; top: number }) {
  if (top >= floor) return null;
  const width = Math.min(14, slot * 0.36);
  const left = x + slot / 2 + (kind === 'added' ? -width - 0.5 : 0.5);
  const rounded = Math.min(2, width / 2, floor - top);
  const across = width - 2 * rounded;
  return (
    <path
      class={kind}
      d={`M${left} ${floor}V${top + rounded}q0 ${-rounded} ${rounded} ${-rounded}h${across}q${rounded} 0 ${rounded} ${rounded}V${floor}z`}
    />
  );
}

/** The names of the first, the middle and the last month. */
function MonthNames({ months, slot }: { months: readonly BurndownMonth[]; slot: number }) {
  const last = months.length - 1;
  const middle = last >> 1;
  const place = (index: number) => {
    if (index === 0) return { x: 0, anchor: 'start' } as const;
    if (index === last) return { x: slot * months.length, anchor: 'end' } as const;
    return { x: slot * (index + 0.5), anchor: 'middle' } as const;
  };
  return (
    <>
      {months.map(({ month }, index) => {
        if (index !== 0 && index !== middle && index !== last) return null;
        const { x, anchor } = place(index);
        return (
          <text key={month} x={x} y={floor + 18} text-anchor={anchor}>
            {monthName(month, 'short')}
          </text>
        );
      })}
    </>
  );
}

/** An element's width in CSS pixels. It follows the panel's size. */
function useWidth<E extends HTMLElement>(initial: number): [RefObject<E | null>, number] {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(initial);
  useLayoutEffect(() => {
    const measure = () => setWidth(ref.current?.clientWidth || initial);
    measure();
    const observer = new ResizeObserver(measure);
    if (ref.current) observer.observe(ref.current);
    return () => observer.disconnect();
  }, [initial]);
  return [ref, width];
}
