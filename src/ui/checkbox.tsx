interface Props {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A choice of yes or no, with its label beside it. */
export function Checkbox({ label, checked, onChange }: Props) {
  return (
    <label class="checkbox">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
