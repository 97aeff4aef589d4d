import { autocompleteFor } from '../controls/autocomplete.ts';

/** The username that belongs to the password field beside it. Password managers read it; it is not visible. */
export function HiddenUsername({ value }: { value: string }) {
  return (
    <input
      class="visually-hidden"
      type="text"
      autocomplete={autocompleteFor('username')}
      value={value}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}
