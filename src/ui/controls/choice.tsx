import { useId } from 'preact/hooks';

interface Props<T extends string> {
  label: string;
  value: T;
  /** Each value with its label. */
  options: readonly (readonly [T, string])[];
  onChoose: (value: T) => void;
}

/** A choice of one value, with its label above. */
export function Choice<T extends string>({ label, value, options, onChoose }: Props<T>) {
  const id = useId();
  return (
    <div class="choice">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        autocomplete="off"
        onChange={({ currentTarget }) => {
          const chosen = options[currentTarget.selectedIndex];
          if (chosen) onChoose(chosen[0]);
        }}
      >
        {options.map(([option, said]) => (
          <option key={option} value={option} selected={option === value}>
            {said}
          </option>
        ))}
      </select>
    </div>
  );
}
